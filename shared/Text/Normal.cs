namespace InfoShare.Text;

/// <summary>
/// Unicode normalisation (UAX 15) from the project's own tables, the same on every machine:
/// under invariant globalization <c>string.Normalize</c> silently returns its input.
/// </summary>
/// <remarks>
/// Text that is normal already is returned as it is, after one look at each character. Time is O(n log n) in the worst case, which is one
/// long run of combining marks. A lone surrogate stays what it is. NFKC makes up to 18 code points of one: bound the length before.
/// </remarks>
public static class Normal
{
    /// <summary>The version of the Unicode Character Database that the tables are made of.</summary>
    public static Version UnicodeVersion => NormalTable.Instance.UnicodeVersion;

    /// <summary>Canonical composition.</summary>
    public static string Nfc(string text) => IsNfc(text) ? text : Normalizer.Compose(text, compatible: false);

    /// <summary>Compatibility composition: full-width forms, ligatures and the like become their plain letters.</summary>
    public static string Nfkc(string text) => IsNfkc(text) ? text : Normalizer.Compose(text, compatible: true);

    /// <summary>Whether a quick look shows that the text is in NFC; false may also mean that a closer look is needed.</summary>
    public static bool IsNfc(string text) => System.Text.Ascii.IsValid(text) || Normalizer.IsStable(text, compatible: false);

    /// <summary>Whether a quick look shows that the text is in NFKC; false may also mean that a closer look is needed.</summary>
    public static bool IsNfkc(string text) => System.Text.Ascii.IsValid(text) || Normalizer.IsStable(text, compatible: true);
}
