namespace InfoShare.Text;

/// <summary>
/// Unicode normalisation (UAX 15) from the project's own tables, the same on every machine:
/// under invariant globalization <c>string.Normalize</c> silently returns its input.
/// </summary>
public static class Normal
{
    /// <summary>Canonical composition.</summary>
    public static string Nfc(string text) => IsAscii(text) ? text : throw new NotImplementedException();

    /// <summary>Compatibility composition: full-width forms, ligatures and the like become their plain letters.</summary>
    public static string Nfkc(string text) => IsAscii(text) ? text : throw new NotImplementedException();

    private static bool IsAscii(string text) => System.Text.Ascii.IsValid(text);
}
