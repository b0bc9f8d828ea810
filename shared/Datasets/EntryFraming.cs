using System.Text;

namespace InfoShare.Datasets;

/// <summary>
/// How a format's file is cut into entries, each with a key, by which all are sorted; and how an entry is wrapped in a delta. Bytes are
/// copied, never written anew, so that what a delta gives is what the file has, byte for byte.
/// </summary>
public abstract class EntryFraming
{
    private static readonly EntryFraming Lines = new JsonFraming("record");

    private static readonly EntryFraming Entities = new JsonFraming("entity");

    private static readonly EntryFraming Csv = new CsvFraming(isQuoted: false);

    private static readonly EntryFraming QuotedCsv = new CsvFraming(isQuoted: true);

    private protected EntryFraming()
    {
    }

    /// <summary>The first entry is a header: it has no key.</summary>
    public abstract bool HasHeader { get; }

    /// <summary>A line feed within quotes ends no entry.</summary>
    internal abstract bool HasQuotes { get; }

    /// <summary>Bytes before the entry's own in a delta.</summary>
    internal abstract int PrefixLength { get; }

    public static EntryFraming Of(DatasetFormat format) => format switch
    {
        DatasetFormat.Ndjson => Lines,
        DatasetFormat.Ftm => Entities,
        DatasetFormat.Csv => Csv,
        _ => QuotedCsv,
    };

    /// <summary>What the entry is sorted by.</summary>
    internal abstract ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry);

    internal abstract byte[] DeltaHeader(ReadOnlySpan<byte> header);

    /// <summary>The file's header, of a delta's.</summary>
    internal abstract ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> deltaHeader);

    internal abstract byte[] Wrap(DeltaOperation operation, ReadOnlySpan<byte> entry);

    /// <summary>Says that the entry is gone, by its key alone.</summary>
    internal abstract byte[] Deletion(ReadOnlySpan<byte> entry);

    internal abstract DeltaOperation OperationOf(ReadOnlySpan<byte> wrapped);

    /// <summary>The entry as <see cref="Wrap"/> was given it; of a deletion, something with the same key.</summary>
    internal abstract byte[] Unwrap(ReadOnlySpan<byte> wrapped);

    private protected static DeltaOperation Read(ReadOnlySpan<byte> code) =>
        code.SequenceEqual("ADD"u8) ? DeltaOperation.Add
        : code.SequenceEqual("MOD"u8) ? DeltaOperation.Modify
        : code.SequenceEqual("DEL"u8) ? DeltaOperation.Delete
        : throw new InvalidDataException($"'{Encoding.UTF8.GetString(code)}' is no operation of a delta.");

    private protected static ReadOnlySpan<byte> Write(DeltaOperation operation) => operation switch
    {
        DeltaOperation.Add => "ADD"u8,
        DeltaOperation.Modify => "MOD"u8,
        _ => "DEL"u8,
    };

    /// <summary><c>{"id":"…",…}</c> on a line; in a delta <c>{"op":"MOD","record":{"id":"…",…}}</c>.</summary>
    private sealed class JsonFraming(string member) : EntryFraming
    {
        private const int OperationAt = 7;

        private static readonly byte[] Id = "{\"id\":\""u8.ToArray();

        private readonly byte[] _middle = Encoding.ASCII.GetBytes($"\",\"{member}\":");

        public override bool HasHeader => false;

        internal override bool HasQuotes => false;

        internal override int PrefixLength => OperationAt + 3 + _middle.Length;

        internal override ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry)
        {
            if (!entry.StartsWith(Id))
            {
                throw new InvalidDataException("A line does not begin with its id.");
            }

            var key = entry[Id.Length..];
            return key[..key.IndexOf((byte)'"')];
        }

        internal override byte[] DeltaHeader(ReadOnlySpan<byte> header) => [];

        internal override ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> deltaHeader) => [];

        internal override byte[] Wrap(DeltaOperation operation, ReadOnlySpan<byte> entry) =>
            [.. "{\"op\":\""u8, .. Write(operation), .. _middle, .. entry[..^1], .. "}\n"u8];

        internal override byte[] Deletion(ReadOnlySpan<byte> entry) => Wrap(DeltaOperation.Delete, (byte[])[.. Id, .. KeyOf(entry), .. "\"}\n"u8]);

        internal override DeltaOperation OperationOf(ReadOnlySpan<byte> wrapped) =>
            wrapped.Length > PrefixLength ? Read(wrapped.Slice(OperationAt, 3)) : throw new InvalidDataException("A line of the delta is too short.");

        internal override byte[] Unwrap(ReadOnlySpan<byte> wrapped) => [.. wrapped[PrefixLength..^2], (byte)'\n'];
    }

    /// <summary>The id is the first cell; a delta has the column <c>op</c> before it.</summary>
    private sealed class CsvFraming(bool isQuoted) : EntryFraming
    {
        public override bool HasHeader => true;

        internal override bool HasQuotes => true;

        internal override int PrefixLength => isQuoted ? 6 : 4;

        internal override ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> entry)
        {
            var end = entry.IndexOf((byte)',');
            return (end < 0 ? throw new InvalidDataException("A row has one cell alone.") : entry[..end]).Trim((byte)'"');
        }

        internal override byte[] DeltaHeader(ReadOnlySpan<byte> header) => [.. isQuoted ? "\"op\","u8 : "op,"u8, .. header];

        internal override ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> deltaHeader) => deltaHeader[(isQuoted ? 5 : 3)..];

        internal override byte[] Wrap(DeltaOperation operation, ReadOnlySpan<byte> entry) =>
            isQuoted ? [(byte)'"', .. Write(operation), .. "\","u8, .. entry] : [.. Write(operation), (byte)',', .. entry];

        internal override byte[] Deletion(ReadOnlySpan<byte> entry)
        {
            var key = KeyOf(entry);
            var cells = CellsOf(entry);
            var row = new List<byte>(isQuoted ? [(byte)'"', .. key, (byte)'"'] : key.ToArray());
            for (var cell = 1; cell < cells; cell++)
            {
                row.AddRange(isQuoted ? ",\"\""u8 : ","u8);
            }

            row.AddRange(isQuoted ? "\n"u8 : "\r\n"u8);
            return Wrap(DeltaOperation.Delete, row.ToArray());
        }

        internal override DeltaOperation OperationOf(ReadOnlySpan<byte> wrapped) => wrapped.Length > PrefixLength
            ? Read(wrapped.Slice(isQuoted ? 1 : 0, 3))
            : throw new InvalidDataException("A row of the delta is too short.");

        internal override byte[] Unwrap(ReadOnlySpan<byte> wrapped) => wrapped[PrefixLength..].ToArray();

        private static int CellsOf(ReadOnlySpan<byte> row)
        {
            var (cells, inQuotes) = (1, false);
            foreach (var unit in row)
            {
                inQuotes ^= unit == '"';
                cells += unit == ',' && !inQuotes ? 1 : 0;
            }

            return cells;
        }
    }
}

/// <summary>What a line of a delta does.</summary>
public enum DeltaOperation
{
    Add,
    Modify,
    Delete,
}
