using System.Buffers;

namespace InfoShare.Submissions;

/// <summary>Where a line ends: at every <paramref name="End"/>, or in a CSV at one that is not within quotes.</summary>
/// <param name="Separator">The CSV's separator; null: quotes mean nothing.</param>
/// <param name="End">A line feed, before which a carriage return is no part of the line; or the carriage return alone that some spreadsheets write.</param>
public readonly record struct LineBoundary(byte? Separator, byte End = (byte)'\n')
{
    public static LineBoundary LineFeed => new(null);
}

/// <summary>
/// Looks for the end of one line in a buffer that grows, without going over a byte twice. A quote opens a field only at the field's beginning
/// (RFC 4180), so that <c>5" pipe</c> does no harm. All that it looks for is ASCII, which is nothing else in UTF-8.
/// </summary>
internal struct LineScan(LineBoundary boundary)
{
    private long _scanned;

    private Place _place = Place.FieldStart;

    private enum Place
    {
        FieldStart,
        Plain,
        Quoted,

        /// <summary>After a quote within quotes: another one means a quote, a separator or blank that the field's quotes are closed.</summary>
        Closed,

        /// <summary>Text after closed quotes: a quote was forgotten somewhere before, and where the row ends cannot be told by quotes.</summary>
        Broken,
    }

    /// <summary>The row's quotes are not in order.</summary>
    public readonly bool IsBroken => _place == Place.Broken;

    /// <summary>All that was scanned ends within quotes.</summary>
    public readonly bool IsOpen => _place == Place.Quoted;

    /// <summary>The line's length without its end, and where the next begins; null if the end is not in the buffer.</summary>
    public (long Length, long Next)? FindEnd(ReadOnlySequence<byte> buffer)
    {
        foreach (var memory in buffer.Slice(_scanned))
        {
            var at = boundary.Separator is { } separator ? ScanCsv(memory.Span, separator) : memory.Span.IndexOf(boundary.End);
            if (at >= 0)
            {
                var end = _scanned + at;
                return (end > 0 && boundary.End == (byte)'\n' && buffer.Slice(end - 1, 1).FirstSpan[0] == (byte)'\r' ? end - 1 : end, end + 1);
            }

            if (IsBroken)
            {
                return null;
            }

            _scanned += memory.Length;
        }

        return null;
    }

    private int ScanCsv(ReadOnlySpan<byte> bytes, byte separator)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            var value = bytes[at];
            if (_place == Place.Quoted)
            {
                _place = value == (byte)'"' ? Place.Closed : Place.Quoted;
                continue;
            }

            if (value == boundary.End)
            {
                return at;
            }

            _place = Next(value, separator);
            if (_place == Place.Broken)
            {
                return -1;
            }
        }

        return -1;
    }

    private readonly Place Next(byte value, byte separator)
    {
        if (value == separator)
        {
            return Place.FieldStart;
        }

        return _place switch
        {
            Place.Closed => value is (byte)'"' ? Place.Quoted : value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' ? Place.Closed : Place.Broken,
            Place.FieldStart when value == (byte)'"' => Place.Quoted,
            _ => Place.Plain,
        };
    }
}
