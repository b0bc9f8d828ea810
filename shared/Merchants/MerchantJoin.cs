using System.Text;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Merchants;

/// <summary>
/// Joins records into a merchant when it is read, for one caller: from the records that the caller may see, over strong and verified
/// identifiers of their merchants, to further records that it may see. A record that it may not see takes part in nothing: not in a join,
/// not in a bound, not in a count. DESIGN section 5.
/// </summary>
/// <remarks>
/// Never joined through: retracted records, RED records of others, parties, weak or unverified identifiers, and an identifier that more
/// than <see cref="OverCommon"/> visible records carry, since what so many have in common (an invented number, a provider's) names nobody.
/// </remarks>
public sealed class MerchantJoin(Caller caller, Use use, DateTimeOffset now)
{
    /// <summary>Records of one profile.</summary>
    public const int MaxRecords = 1000;

    /// <summary>An identifier of more visible records than this is not followed.</summary>
    public const int OverCommon = 200;

    private readonly List<IndexedRecord> _joined = [];

    private readonly List<IndexedRecord> _headers = [];

    private readonly List<IndexedRecord> _mentions = [];

    /// <summary>Ordinals of all that is listed.</summary>
    private readonly HashSet<int> _seen = [];

    /// <summary>Identifiers that have been followed, by their hash.</summary>
    private readonly HashSet<ulong> _followed = [];

    private bool _truncated;

    /// <summary>The merchant that carries the identifier, or null if the caller may see no record of it.</summary>
    public MerchantProfile? ByIdentifier(in IndexView view, Identifier identifier)
    {
        var content = view.Content;
        var value = Encoding.UTF8.GetBytes(identifier.Value);
        var key = content.Hash.Identifier(false, identifier.Scheme, value);
        var carriers = Visible(content, key, identifier.Scheme, value, Carrying.Either, MaxRecords + 1);
        foreach (var record in carriers)
        {
            if (IsHeaderOnly(record) || record.Carries(identifier.Scheme, value, Carrying.Verified))
            {
                List(record, IsHeaderOnly(record) ? _headers : _joined);
            }
        }

        if (carriers.Count <= OverCommon)
        {
            _followed.Add(key);
            Follow(content);
        }

        // Unverified carriers that nothing else has joined: found by the identifier, but not thereby the same merchant.
        foreach (var record in carriers)
        {
            List(record, _mentions);
        }

        var partyKey = content.Hash.Identifier(true, identifier.Scheme, value);
        foreach (var record in Visible(content, partyKey, identifier.Scheme, value, Carrying.Party, MaxRecords + 1))
        {
            List(record, IsHeaderOnly(record) ? _headers : _mentions);
        }

        return Profile();
    }

    /// <summary>The merchant of the record, or null if the caller may not see it.</summary>
    public MerchantProfile? ByRecord(in IndexView view, RecordId id)
    {
        if (!view.TryGet(id, out var record) || !Shows(record))
        {
            return null;
        }

        List(record, IsHeaderOnly(record) ? _headers : _joined);
        Follow(view.Content);
        return Profile();
    }

    private void Follow(IndexContent content)
    {
        for (var at = 0; at < _joined.Count; at++)
        {
            foreach (var identifier in _joined[at].Identifiers)
            {
                if (!identifier.Unverified && IdentifierScheme.TryGet(identifier.Scheme) is { IsFollowed: true })
                {
                    Follow(content, identifier);
                }
            }
        }
    }

    private void Follow(IndexContent content, in IndexedIdentifier identifier)
    {
        var key = content.Hash.Identifier(false, identifier.Scheme, identifier.Utf8);
        if (!_followed.Add(key))
        {
            return;
        }

        var carriers = Visible(content, key, identifier.Scheme, identifier.Utf8, Carrying.Verified, OverCommon + 1);
        if (carriers.Count > OverCommon)
        {
            return;
        }

        foreach (var record in carriers)
        {
            List(record, IsHeaderOnly(record) ? _headers : _joined);
        }
    }

    /// <summary>The records that carry the identifier and that the caller may see, up to a number.</summary>
    private List<IndexedRecord> Visible(IndexContent content, ulong key, string scheme, ReadOnlySpan<byte> value, Carrying carrying, int most)
    {
        var visible = new List<IndexedRecord>();
        HashSet<int>? twice = null;
        foreach (var ordinal in content.Postings.Of(key))
        {
            var record = content.Record(ordinal);
            if (!Shows(record) || !record.Carries(scheme, value, carrying) || !(twice ??= []).Add(ordinal))
            {
                continue;
            }

            visible.Add(record);
            if (visible.Count == most)
            {
                break;
            }
        }

        return visible;
    }

    private void List(in IndexedRecord record, List<IndexedRecord> list)
    {
        if (_seen.Contains(record.Ordinal))
        {
            return;
        }

        if (_seen.Count == MaxRecords)
        {
            _truncated = true;
            return;
        }

        _seen.Add(record.Ordinal);
        list.Add(record);
    }

    private bool Shows(in IndexedRecord record) => Visibility.Allows(caller, record.Header, use, now);

    private bool IsHeaderOnly(in IndexedRecord record) => Visibility.ShowsHeaderOnly(caller, record.Header, use);

    private MerchantProfile? Profile()
    {
        if (_seen.Count == 0)
        {
            return null;
        }

        _joined.Sort(NewestFirst);
        _mentions.Sort(NewestFirst);
        _headers.Sort((left, right) => string.CompareOrdinal(left.Header.Id.ToString(), right.Header.Id.ToString()));
        return new(_joined, _mentions, _headers, _truncated);
    }

    private static int NewestFirst(IndexedRecord left, IndexedRecord right) => right.Ordinal.CompareTo(left.Ordinal);
}
