using System.Globalization;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>A committed version that waits for its place in the sequence; written in the version's own commit.</summary>
/// <param name="Key">Its row key, time-ordered.</param>
/// <param name="After">Key of the same record's previous pending row, empty for version 1: that row, if it still exists, goes first.</param>
/// <param name="Entry">The encoded <see cref="SequenceEntry"/>, carried over to the sequence row unread.</param>
public sealed record PendingRow(string Key, RecordId Record, int Version, string After, ReadOnlyMemory<byte> Entry)
{
    public static ReadOnlyMemory<byte> Encode(SequenceEntry entry) => EntryCoding.Encode(entry);

    public static SequenceEntry Decode(ReadOnlyMemory<byte> entry) =>
        EntryCoding.Decode(entry.Span) ?? throw new InvalidDataException("A sequence entry is null.");

    /// <summary>As <see cref="Decode"/>, without merchant and parties.</summary>
    public static EntryHeader DecodeHeader(ReadOnlyMemory<byte> entry) =>
        EntryHeaderCoding.Decode(entry.Span) ?? throw new InvalidDataException("A sequence entry is null.");

    public static PendingRow Read(Entity row) => new(
        row.Row,
        RecordId.Parse(row.Properties.GetString("record") ?? ""),
        (int)(row.Properties.GetInt64("version") ?? throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{row.Row} has no version."))),
        row.Properties.GetString("after") ?? "",
        EntryProperty.Read(row.Properties));

    public Properties ToProperties()
    {
        var properties = new Properties { { "record", Record.ToString() }, { "version", Version }, { "after", After } };
        EntryProperty.Add(properties, Entry);
        return properties;
    }
}
