using System.Globalization;
using InfoShare.Records;

namespace InfoShare.Merchants;

/// <summary>A record id between its text and the 1 + 16 bytes that the index keeps of it.</summary>
internal static class IdText
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    private const int DigitsLength = 26;

    /// <summary>The id's parts; false for a last digit that no id has.</summary>
    public static bool TryRead(RecordId id, out byte shard, out UInt128 bits)
    {
        var text = id.ToString().AsSpan();
        shard = 0;
        bits = default;
        return text.Length > DigitsLength + 2
            && byte.TryParse(text[^(DigitsLength + 2)..^DigitsLength], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out shard)
            && TryReadDigits(text[^DigitsLength..], out bits);
    }

    /// <summary>Writes kind, shard and digits: the kind's length and 29 characters.</summary>
    public static void Write(Span<char> text, string kind, byte shard, UInt128 bits)
    {
        kind.CopyTo(text);
        text[kind.Length] = '_';
        shard.TryFormat(text[(kind.Length + 1)..], out _, "x2", CultureInfo.InvariantCulture);
        var digits = text[^DigitsLength..];
        var (high, low) = ((ulong)(bits >> 67), (ulong)bits);
        digits[^1] = Digits[(int)(low << 2) & 31];
        for (var at = DigitsLength - 2; at >= 0; at--)
        {
            var shift = 3 + (5 * (DigitsLength - 2 - at));
            var digit = shift < 60 ? low >> shift : shift >= 67 ? high >> (shift - 67) : (ulong)(bits >> shift);
            digits[at] = Digits[(int)digit & 31];
        }
    }

    private static bool TryReadDigits(ReadOnlySpan<char> digits, out UInt128 bits)
    {
        var (high, low) = (0UL, 0UL);
        foreach (var digit in digits[..^1])
        {
            high = (high << 5) | (low >> 59);
            low = (low << 5) | (uint)Digit(digit);
        }

        var last = Digit(digits[^1]);
        high = (high << 3) | (low >> 61);
        bits = new(high, (low << 3) | (uint)(last >> 2));
        return (last & 3) == 0;
    }

    private static int Digit(char digit) => digit is >= 'a' and <= 'z' ? digit - 'a' : digit - '2' + 26;
}
