using System.Text;

namespace InfoShare.Text;

/// <summary>Labels of internationalised domain names in ASCII (RFC 3492).</summary>
internal static class Punycode
{
    private const int Radix = 36;
    private const int MinThreshold = 1;
    private const int MaxThreshold = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialCodePoint = 0x80;

    /// <summary>UTF-16 code units beyond which the A-label cannot have 63 characters: encoding takes quadratic time.</summary>
    private const int MaxUnits = 126;

    /// <summary>The label itself if it is ASCII; else its A-label, or an empty text if it is too long or holds a character that no label may hold.</summary>
    public static string ToALabel(string label) =>
        Ascii.IsValid(label) ? label : label.Length <= MaxUnits && label.EnumerateRunes().All(IsLetter) ? "xn--" + Encode(label) : "";

    private static bool IsLetter(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value == '-'
        || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
        || rune.Value is 0x00B7 or 0x30FB;

    private static string Encode(string label)
    {
        var codePoints = label.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var output = new StringBuilder(string.Concat(label.Where(char.IsAscii)));
        var basic = output.Length;
        if (basic > 0)
        {
            output.Append('-');
        }

        var (next, delta, bias, handled) = (InitialCodePoint, 0, InitialBias, basic);
        while (handled < codePoints.Length)
        {
            var smallest = codePoints.Where(codePoint => codePoint >= next).Min();
            delta += (smallest - next) * (handled + 1);
            next = smallest;
            foreach (var codePoint in codePoints)
            {
                if (codePoint < next)
                {
                    delta++;
                }
                else if (codePoint == next)
                {
                    AppendInteger(output, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            next++;
        }

        return output.ToString();
    }

    private static void AppendInteger(StringBuilder output, int value, int bias)
    {
        for (var k = Radix; ; k += Radix)
        {
            var threshold = Math.Clamp(k - bias, MinThreshold, MaxThreshold);
            if (value < threshold)
            {
                output.Append(Digit(value));
                return;
            }

            output.Append(Digit(threshold + ((value - threshold) % (Radix - threshold))));
            value = (value - threshold) / (Radix - threshold);
        }
    }

    private static int Adapt(int delta, int count, bool first)
    {
        delta = first ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Radix - MinThreshold) * MaxThreshold / 2; k += Radix)
        {
            delta /= Radix - MinThreshold;
        }

        return k + ((Radix - MinThreshold + 1) * delta / (delta + Skew));
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
