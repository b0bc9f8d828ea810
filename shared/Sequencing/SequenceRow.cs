using System.Globalization;
using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>A row of the sequence: the entry at its place, and where the version came from, so that a crash can be cleaned up after.</summary>
/// <param name="Pending">Key of the pending row that it was.</param>
/// <param name="Entry">The encoded <see cref="SequenceEntry"/>.</param>
public sealed record SequenceRow(SequenceIndex Index, RecordId Record, int Version, string Pending, ReadOnlyMemory<byte> Entry)
{
    /// <summary>What a row adds to a commit besides its entry: keys, names, and the part's own headers, amply.</summary>
    private const int Overhead = 1024;

    /// <summary>Bytes of the row in a commit as encoded: binaries travel in base64.</summary>
    public int EncodedBytes => ((Entry.Length + 2) / 3 * 4) + Overhead;

    /// <summary>The row of a pending version that gets the place <paramref name="index"/>.</summary>
    public static SequenceRow Of(SequenceIndex index, PendingRow pending) => new(index, pending.Record, pending.Version, pending.Key, pending.Entry);

    public static SequenceRow Read(Entity row) => new(
        IndexOf(row),
        RecordId.Parse(row.Properties.GetString("record") ?? ""),
        (int)(row.Properties.GetInt64("version") ?? throw new InvalidDataException($"The sequence row {row.Row} has no version.")),
        row.Properties.GetString("pending") ?? throw new InvalidDataException($"The sequence row {row.Row} has no pending key."),
        EntryProperty.Read(row.Properties));

    /// <summary>The index that a row's key says.</summary>
    public static SequenceIndex IndexOf(Entity row) => new(long.Parse(row.Row, NumberStyles.None, CultureInfo.InvariantCulture));

    public TableWrite.Insert ToInsert()
    {
        var properties = new Properties { { "record", Record.ToString() }, { "version", Version }, { "pending", Pending } };
        EntryProperty.Add(properties, Entry);
        return new(StorageNames.SequenceRows.Row(Index), properties);
    }
}
