namespace InfoShare.Merchants;

/// <summary>
/// A <see cref="RecordFilter"/> in the index's own numbers: leaves out most rows without decoding them. A row that passes is still to be
/// compared with the filter itself.
/// </summary>
internal readonly struct RowFilter
{
    private const int Any = -1;

    private const int None = -2;

    private readonly int _kind;
    private readonly int _status;
    private readonly int _publisher;
    private readonly int _jurisdiction;
    private readonly int _country;
    private readonly int _category;
    private readonly long _updatedAfter;

    public RowFilter(RecordFilter filter, Vocabulary words)
    {
        _kind = filter.Kind is { } kind ? (int)kind : Any;
        _status = filter.Status is { } status ? (int)status : Any;
        _publisher = filter.Publisher is not { } publisher ? Any : words.TryFindAgency(publisher, out var number) ? number : None;
        _jurisdiction = Code(filter.PublisherJurisdiction, words);
        _country = Code(filter.MerchantCountry, words);
        _category = Code(filter.Category, words);
        _updatedAfter = filter.UpdatedAfter?.UtcTicks ?? long.MinValue;
    }

    /// <summary>Something is asked for that no record has.</summary>
    public bool IsEmpty => _publisher == None || _jurisdiction == None || _country == None || _category == None;

    public bool MayMatch(in RowFacts row) =>
        (_kind == Any || row.Kind == _kind)
        && (_status == Any || row.Status == _status)
        && (_publisher == Any || row.Publisher == _publisher)
        && (_jurisdiction == Any || row.PublisherJurisdiction == _jurisdiction)
        && (_country == Any || row.MerchantCountry == _country)
        && (_category == Any || row.Category == _category)
        && row.UpdatedAt > _updatedAfter;

    private static int Code(string? code, Vocabulary words) => code is null ? Any : words.TryFindCode(code, out var number) ? number : None;
}
