namespace InfoShare.Records;

/// <summary>A version as stored.</summary>
/// <param name="Body">RFC 8785 canonical JSON as published; empty in a retraction.</param>
public sealed record StoredVersion(RecordHeader Header, ReadOnlyMemory<byte> Body);

/// <summary>A record's current version, with its body.</summary>
public sealed record StoredRecord(RecordHeader Current, StoredVersion Latest);
