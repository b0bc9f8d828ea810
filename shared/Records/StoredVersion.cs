namespace InfoShare.Records;

/// <summary>A version as stored.</summary>
/// <param name="Body">RFC 8785 canonical JSON as published; empty in a retraction.</param>
/// <param name="Commitment">SHA-256(salt ‖ canonical JSON of the record): the entry of a transparency log to come. 32 bytes.</param>
public sealed record StoredVersion(RecordHeader Header, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Commitment);

/// <summary>A record's current version, with its body.</summary>
public sealed record StoredRecord(RecordHeader Current, StoredVersion Latest);
