using InfoShare.Storage;

namespace InfoShare.Records;

/// <summary>
/// A record's current row: the one mutable value of a record, replaced under If-Match with every version.
/// </summary>
/// <param name="Hashes">Content hashes of all versions in order, 16 bytes each: zeros for a retraction.</param>
/// <param name="Pending">Key of the newest pending row: what the next one comes after.</param>
/// <param name="ETag">Empty in a row that is not stored yet.</param>
public sealed record RecordRow(RecordHeader Header, ReadOnlyMemory<byte> Hashes, string Pending, string ETag)
{
    /// <summary>Bytes of a content hash.</summary>
    public const int HashBytes = 16;

    public static RecordRow Read(Entity entity) => new(
        ReadHeader(entity),
        entity.Properties.GetBinary("hashes") ?? throw new InvalidDataException($"{entity.Row} has no hashes."),
        entity.Properties.GetString("pending") ?? throw new InvalidDataException($"{entity.Row} has no pending key."),
        entity.ETag);

    /// <param name="header">The header as it is encoded in the version row too.</param>
    public Properties ToProperties(ReadOnlyMemory<byte> header) => new() { { "header", header }, { "hashes", Hashes }, { "pending", Pending } };

    /// <summary>The newest version whose content has this hash, or null.</summary>
    public int? VersionOf(ReadOnlySpan<byte> contentHash)
    {
        for (var version = Hashes.Length / HashBytes; version > 0; version--)
        {
            if (Hashes.Span.Slice((version - 1) * HashBytes, HashBytes).SequenceEqual(contentHash))
            {
                return version;
            }
        }

        return null;
    }

    internal static RecordHeader ReadHeader(Entity entity) =>
        HeaderCoding.Decode((entity.Properties.GetBinary("header") ?? default).Span) ?? throw new InvalidDataException($"{entity.Row} has no header.");
}
