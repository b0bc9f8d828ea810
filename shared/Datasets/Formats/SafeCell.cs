using System.Buffers;
using System.Text;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// Keeps a spreadsheet from executing what somebody published: a text that begins with <c>= + - @</c> gets an apostrophe before it, at the
/// cell's beginning and wherever a spreadsheet that cuts at other places would see a beginning (OWASP, "CSV Injection").
/// </summary>
internal static class SafeCell
{
    private static readonly SearchValues<char> Triggers = SearchValues.Create("=+-@＝＋－＠");

    private static readonly SearchValues<char> Beginnings = SearchValues.Create(";\t\r\n|");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>The text, harmless. A plain number stays as it is, its sign too.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text) || !text.AsSpan().ContainsAny(Triggers) || IsNumber(text))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 4);
        var isBeginning = true;
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (isBeginning && Triggers.Contains(unit) && !IsNumber(ItemAt(text, at)))
            {
                safe.Append('\'');
            }

            safe.Append(unit);
            isBeginning = Beginnings.Contains(unit) || (isBeginning && IsLeading(unit));
        }

        return safe.ToString();
    }

    /// <summary>It has one beginning alone, and that is harmless: so are most texts, and all dates, whose hyphens stand within.</summary>
    private static bool IsPlain(string text) =>
        text.Length == 0 || (!Triggers.Contains(text[0]) && !IsLeading(text[0]) && !text.AsSpan().ContainsAny(Beginnings));

    /// <summary>What a beginning may have before it.</summary>
    private static bool IsLeading(char unit) => unit == '"' || char.IsWhiteSpace(unit);

    private static ReadOnlySpan<char> ItemAt(string text, int at)
    {
        var item = text.AsSpan(at);
        var end = item.IndexOfAny(Beginnings);
        return end < 0 ? item : item[..end];
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        var digits = text.TrimStart('-');
        return text.Length - digits.Length <= 1 && !digits.IsEmpty && !digits.ContainsAnyExcept(Digits);
    }
}
