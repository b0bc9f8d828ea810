using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>What a client says of the input that it uploads.</summary>
/// <param name="Kind">Of every row of a CSV; null for NDJSON.</param>
/// <param name="Charset">Of a CSV, one of <see cref="TextEncoding.Names"/>, or null.</param>
/// <param name="Length">Bytes that are to come, if the client says.</param>
public sealed record SubmissionUpload(
    AgencyId Agency, string Client, bool AlertsOnly, SubmissionFormat Format, RecordKind? Kind, bool Gzip, string? Charset, long? Length);
