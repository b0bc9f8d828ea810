using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>What one query of a screening found.</summary>
public sealed record ScreeningAnswer(string Key, ScreeningQuery Query, IReadOnlyList<ScreenedMerchant> Hits);

/// <summary>A merchant that was found: its best hit, and its records that the caller may see and has not dismissed.</summary>
public sealed record ScreenedMerchant(ScreeningHit Hit, IReadOnlyList<IndexedRecord> Records)
{
    /// <summary>Records told of one merchant; its profile has them all.</summary>
    public const int MaxRecords = 20;

    /// <summary>The records that are told.</summary>
    public IEnumerable<RecordHeader> Told => Records.Take(MaxRecords).Select(record => record.Header);
}
