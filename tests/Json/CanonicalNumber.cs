using System.Globalization;

namespace InfoShare.Tests.Json;

/// <summary>Numbers as ECMAScript's <c>Number.prototype.toString</c> writes them (ECMA-262 section 6.1.6.1.20), which RFC 8785 asks for.</summary>
internal static class CanonicalNumber
{
    // The bounds between plain and exponent notation that ECMA-262 sets.
    private const int MaxPlainDigits = 21;
    private const int MaxLeadingZeros = 6;

    /// <exception cref="ArgumentOutOfRangeException">Infinite or not a number.</exception>
    public static string Format(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, "There is no canonical form of a number beyond the range of doubles.");
        }

        if (number == 0)
        {
            return "0"; // of negative zero too
        }

        // "E16" is not the shortest; "R" is, in one of several notations: take its digits and exponent apart and lay them out anew.
        var (digits, point) = Digits(Math.Abs(number).ToString("R", CultureInfo.InvariantCulture));
        return (number < 0 ? "-" : "") + LayOut(digits, point);
    }

    /// <summary>The significant digits, and how many of them stand before the decimal point (may be negative or more than there are).</summary>
    private static (string Digits, int Point) Digits(string text)
    {
        var exponent = 0;
        if (text.IndexOf('E', StringComparison.Ordinal) is >= 0 and var e)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var all = text.Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        return (significant.TrimEnd('0'), point - (all.Length - significant.Length));
    }

    private static string LayOut(string digits, int point) => point switch
    {
        > MaxPlainDigits or <= -MaxLeadingZeros => Exponent(digits, point - 1),
        <= 0 => "0." + new string('0', -point) + digits,
        _ when digits.Length <= point => digits.PadRight(point, '0'),
        _ => string.Concat(digits.AsSpan(0, point), ".", digits.AsSpan(point)),
    };

    private static string Exponent(string digits, int exponent)
    {
        var fraction = digits.Length == 1 ? "" : "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}");
    }
}
