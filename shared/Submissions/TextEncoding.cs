using System.Text;
using System.Text.Unicode;

namespace InfoShare.Submissions;

/// <summary>How the characters of an input are encoded, and how many bytes of a byte order mark come before them.</summary>
/// <param name="Encoding">Null: UTF-8, which is read as it is.</param>
public sealed record TextEncoding(Encoding? Encoding, int MarkLength)
{
    /// <summary>Bytes from the input's beginning that <see cref="Detect"/> wants to see.</summary>
    public const int SampleBytes = 64 * 1024;

    private static readonly Encoding Utf16LittleEndian = new UnicodeEncoding(bigEndian: false, byteOrderMark: false);

    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false);

    private static readonly Dictionary<string, Func<Encoding?>> Charsets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = () => null,
        ["utf-16"] = () => Utf16LittleEndian,
        ["utf-16le"] = () => Utf16LittleEndian,
        ["utf-16be"] = () => Utf16BigEndian,
        ["gb18030"] = Gb18030,
        ["gbk"] = Gb18030,
        ["gb2312"] = Gb18030,
        ["big5"] = () => CodePage("big5"),
        ["shift_jis"] = () => CodePage("shift_jis"),
        ["euc-kr"] = () => CodePage("euc-kr"),
        ["windows-1250"] = () => CodePage("windows-1250"),
        ["windows-1251"] = () => CodePage("windows-1251"),
        ["windows-1252"] = () => CodePage("windows-1252"),
        ["windows-1253"] = () => CodePage("windows-1253"),
        ["windows-1254"] = () => CodePage("windows-1254"),
        ["windows-1255"] = () => CodePage("windows-1255"),
        ["windows-1256"] = () => CodePage("windows-1256"),
        ["windows-1257"] = () => CodePage("windows-1257"),

        // What calls itself so is windows-1252 (WHATWG Encoding, section 4.2).
        ["iso-8859-1"] = () => CodePage("windows-1252"),
    };

    /// <summary>Names of the encodings that a client may state.</summary>
    public static IReadOnlyCollection<string> Names => Charsets.Keys;

    /// <summary>
    /// What the beginning of an input tells: a byte order mark, else what the client stated, else zero bytes of Latin text in UTF-16, else
    /// GB18030, which the spreadsheets of Chinese agencies write, if the sample is plainly Chinese in it (see <see cref="ChineseText"/>), else
    /// UTF-8: rows that are not valid in it are then refused one by one, and nothing is published that nobody wrote.
    /// </summary>
    public static TextEncoding Detect(ReadOnlySpan<byte> sample, string? charset)
    {
        if (sample.StartsWith("\uFEFF"u8))
        {
            return new(null, 3);
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || sample.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new(sample[0] == 0xFF ? Utf16LittleEndian : Utf16BigEndian, 2);
        }

        if (sample.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33]))
        {
            return new(Gb18030(), 4);
        }

        return new(charset is not null && Charsets.TryGetValue(charset, out var stated) ? stated() : Guess(sample), 0);
    }

    private static Encoding? Guess(ReadOnlySpan<byte> sample)
    {
        if (sample.Length >= 2 && sample[1] == 0 && sample[0] != 0)
        {
            return Utf16LittleEndian;
        }

        if (sample.Length >= 2 && sample[0] == 0 && sample[1] != 0)
        {
            return Utf16BigEndian;
        }

        return !IsUtf8(sample) && ChineseText.IsLikely(sample) ? Gb18030() : null;
    }

    /// <summary>Valid up to a last character that the sample's end may have cut.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> sample)
    {
        for (var cut = 0; cut < 4 && cut <= sample.Length; cut++)
        {
            if (Utf8.IsValid(sample[..^cut]))
            {
                return cut == 0 || sample[^cut] >= 0xC0;
            }
        }

        return false;
    }

    private static Encoding Gb18030() => CodePage("gb18030");

    private static Encoding CodePage(string name) =>
        CodePagesEncodingProvider.Instance.GetEncoding(name) ?? throw new InvalidOperationException($"The encoding {name} is not there.");
}
