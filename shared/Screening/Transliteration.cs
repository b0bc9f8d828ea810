using System.IO.Compression;
using System.Text;

namespace InfoShare.Screening;

/// <summary>
/// Every script's letters and digits in lower-case ASCII, from <c>tables/transliteration.bin</c>, which
/// <c>tables/generate-transliteration.mjs</c> makes of any-ascii (ISC licence beside it). The same on every machine.
/// </summary>
internal sealed class Transliteration
{
    private const int PageBits = 8;

    private readonly string?[]?[] _pages = new string?[]?[0x30000 >> PageBits];

    private Transliteration(byte[] bytes)
    {
        var at = 0;
        var strings = new string[Next(bytes, ref at)];
        for (var number = 0; number < strings.Length; number++)
        {
            var length = Next(bytes, ref at);
            strings[number] = Encoding.ASCII.GetString(bytes, at, length);
            at += length;
        }

        for (var (left, codePoint) = (Next(bytes, ref at), 0); left > 0; left--)
        {
            codePoint += Next(bytes, ref at);
            (_pages[codePoint >> PageBits] ??= new string?[1 << PageBits])[codePoint & ((1 << PageBits) - 1)] = strings[Next(bytes, ref at)];
        }
    }

    public static Transliteration Instance { get; } = Load();

    /// <summary>The code point in ASCII; empty for what says nothing, such as a combining accent.</summary>
    public string Of(int codePoint) =>
        codePoint >> PageBits < _pages.Length && _pages[codePoint >> PageBits] is { } page ? page[codePoint & ((1 << PageBits) - 1)] ?? "" : "";

    private static Transliteration Load()
    {
        using var packed = TableFile.Open("transliteration.bin");
        using var stream = new ZLibStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new(bytes.ToArray());
    }

    private static int Next(byte[] bytes, ref int at)
    {
        for (var (value, shift) = (0, 0); ; shift += 7)
        {
            var part = bytes[at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
