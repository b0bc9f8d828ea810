using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace InfoShare.Shapes;

/// <summary>
/// Bytes of canonical JSON (RFC 8785) under construction. It remembers where lists lie whose order carries no meaning, so that
/// equal content can be given an equal hash whatever the order.
/// </summary>
public sealed class CanonicalBuffer
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\"\\" + new string([.. Enumerable.Range(0, 32).Select(c => (char)c)]));

    // Per set, inner before outer: the count of its items, the start of each, and the end of the last.
    private readonly List<int> _sets = [];
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>A place to come back to.</summary>
    public CanonicalMark Mark() => new(Length, _sets.Count);

    /// <summary>Takes back what was written since <paramref name="mark"/>.</summary>
    public void Return(CanonicalMark mark)
    {
        Length = mark.Length;
        _sets.RemoveRange(mark.Sets, _sets.Count - mark.Sets);
    }

    public void Clear() => Return(default);

    public void Raw(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    public void Number(long value)
    {
        Reserve(20);
        System.Buffers.Text.Utf8Formatter.TryFormat(value, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <param name="text">Without lone surrogates.</param>
    public void Text(string text)
    {
        Raw((byte)'"');
        Reserve(text.Length * 3);
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            Append(rest[..at]);
            Escape(rest[at]);
            rest = rest[(at + 1)..];
        }

        Append(rest);
        Raw((byte)'"');
    }

    /// <summary>Says that the items that start at <paramref name="starts"/>, each but the last followed by a comma, are a set that ends here.</summary>
    public void Set(ReadOnlySpan<int> starts)
    {
        if (starts.Length > 1)
        {
            _sets.Add(Length);
            for (var item = starts.Length - 1; item >= 0; item--)
            {
                _sets.Add(starts[item]);
            }

            _sets.Add(starts.Length);
        }
    }

    /// <summary>SHA-256 of what was written, with the items of every set sorted by their bytes.</summary>
    public void Hash(Span<byte> hash)
    {
        if (_sets.Count == 0)
        {
            SHA256.HashData(Written, hash);
            return;
        }

        var sorted = ArrayPool<byte>.Shared.Rent(Length);
        Written.CopyTo(sorted);
        SetSorting.Sort(sorted, _sets);
        SHA256.HashData(sorted.AsSpan(0, Length), hash);
        ArrayPool<byte>.Shared.Return(sorted);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    private void Escape(char value)
    {
        switch (value)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\t': Raw("\\t"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\r': Raw("\\r"u8); break;
            default:
                Raw("\\u00"u8);
                Raw("0123456789abcdef"u8[value >> 4]);
                Raw("0123456789abcdef"u8[value & 15]);
                break;
        }
    }

    private void Reserve(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + count, _bytes.Length * 2));
        }
    }
}
