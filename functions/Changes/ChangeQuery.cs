using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Changes;

/// <summary>What a request for changes asks.</summary>
/// <param name="After">The cursor; null: from the beginning.</param>
/// <param name="Kinds">Of which kinds; empty: all.</param>
/// <param name="Wait">How long to wait for something to tell.</param>
internal sealed record ChangeQuery(string? After, IReadOnlySet<RecordKind> Kinds, int Limit, TimeSpan Wait)
{
    /// <summary>Seconds of <c>wait</c> at most.</summary>
    public const int MaxWait = 30;

    private const int MaxKindsLength = 100;

    /// <summary>The query as a cursor keeps it: what stays the same from page to page.</summary>
    public IReadOnlyList<string?> Listing => ["changes", string.Join(',', Kinds.Order())];

    public static ChangeQuery Read(QueryReader query) => new(
        query.Text("after", Cursors.MaxLength),
        KindsOf(query),
        query.Number("limit", 1, MerchantLookUp.MaxLimit, MerchantLookUp.DefaultLimit),
        TimeSpan.FromSeconds(query.Number("wait", 0, MaxWait, 0)));

    private static HashSet<RecordKind> KindsOf(QueryReader query)
    {
        var kinds = new HashSet<RecordKind>();
        foreach (var text in query.Text("kinds", MaxKindsLength)?.Split(',') ?? [])
        {
            if (!Code<RecordKind>.TryParse(text, out var kind))
            {
                query.Errors.Add("kinds", ErrorCodes.UnknownCode, $"'kinds' must be one or several, separated by commas, of {string.Join(", ", Code<RecordKind>.All)}.");
            }
            else if (!kinds.Add(kind))
            {
                query.Errors.Add("kinds", ErrorCodes.Duplicate, $"'kinds' names '{text}' more than once.");
            }
        }

        return kinds;
    }
}
