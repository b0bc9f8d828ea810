using InfoShare.Records;
using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>What one query of a screening found.</summary>
public sealed record ScreeningAnswer(string Key, ScreeningQuery Query, IReadOnlyList<ScreenedMerchant> Hits);

/// <summary>A merchant that was found: its best hit, some of its records, and how many there are.</summary>
public sealed record ScreenedMerchant(ScreeningHit Hit, IReadOnlyList<RecordHeader> Records, int Count);
