namespace InfoShare.Tests.Visible;

/// <summary>
/// Whom records are about, as one caller sees it, written from section 5 of the design: by going naively through all records. It shares
/// no code and no types with the join that it judges.
/// </summary>
/// <param name="sees">Whether the caller may see a record.</param>
/// <param name="isHeader">Whether of a record that it may see it is told id, kind and publisher alone.</param>
internal sealed class MerchantOracle(IReadOnlyList<GivenRecord> all, Func<GivenRecord, bool> sees, Func<GivenRecord, bool> isHeader)
{
    private readonly List<GivenRecord> _there = [.. all.Where(record => !record.IsRetracted && sees(record))];

    private readonly HashSet<GivenRecord> _joined = [];

    private readonly HashSet<GivenRecord> _headers = [];

    private readonly HashSet<GivenRecord> _mentions = [];

    /// <summary>The profile of whoever has the identifier.</summary>
    public ExpectedProfile By(GivenIdentifier identifier)
    {
        Begin();
        bool Has(GivenRecord record, bool unverified) => record.Identifiers.Contains(identifier with { Unverified = unverified });
        Join(_there.Where(record => Has(record, false) || (isHeader(record) && Has(record, true))));
        var mentioning = _there.Where(record => Has(record, true) || record.Party == identifier).Where(record => !_joined.Contains(record)).ToList();
        _headers.UnionWith(mentioning.Where(isHeader));
        _mentions.UnionWith(mentioning.Where(record => !isHeader(record)));
        return Profile();
    }

    /// <summary>The profile of whom the record is about; an empty one if the caller may not see it.</summary>
    public ExpectedProfile By(GivenRecord record)
    {
        Begin();
        if (!record.IsRetracted)
        {
            Join(_there.Where(each => each.Id == record.Id));
        }
        else if (sees(record))
        {
            // Of what was retracted nothing is left that could be joined over.
            (isHeader(record) ? _headers : _joined).Add(record);
        }

        return Profile();
    }

    /// <summary>The merchants of some records, each once.</summary>
    public IEnumerable<IReadOnlyList<string>> MerchantsOf(Func<GivenRecord, bool> counted) =>
        _there.Where(counted).Select(record => By(record).Records).DistinctBy(ids => string.Join(' ', ids));

    private void Begin()
    {
        _joined.Clear();
        _headers.Clear();
        _mentions.Clear();
    }

    private void Join(IEnumerable<GivenRecord> found)
    {
        var reached = found.ToList();
        while (reached.Count > 0)
        {
            _headers.UnionWith(reached.Where(isHeader));
            _joined.UnionWith(reached.Where(record => !isHeader(record)));
            var followed = _joined.SelectMany(record => record.Identifiers).Where(identifier => !identifier.Unverified && identifier.Scheme != "domain").ToHashSet();
            reached = [.. _there.Where(record => !_joined.Contains(record) && !_headers.Contains(record) && record.Identifiers.Any(followed.Contains))];
        }
    }

    private ExpectedProfile Profile() => new([.. _joined], Ids(_joined), Ids(_mentions), Ids(_headers));

    private static string[] Ids(IEnumerable<GivenRecord> records) => [.. records.Select(record => record.Id).Order(StringComparer.Ordinal)];
}
