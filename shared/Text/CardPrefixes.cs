using System.Globalization;

namespace InfoShare.Text;

/// <summary>Which first digits (ISO/IEC 7812 issuer identification numbers) and lengths the card schemes use.</summary>
internal static class CardPrefixes
{
    /// <summary>From, to (first six digits, inclusive) and the lengths of whole numbers.</summary>
    private static readonly (int From, int To, int Min, int Max)[] Ranges =
    [
        (220000, 220499, 16, 19), // Mir
        (222100, 272099, 16, 16), // Mastercard
        (300000, 305999, 14, 19), // Diners Club
        (340000, 349999, 15, 15), // American Express
        (352800, 358999, 16, 19), // JCB
        (360000, 369999, 14, 19), // Diners Club
        (370000, 379999, 15, 15), // American Express
        (380000, 399999, 14, 19), // Diners Club
        (400000, 499999, 13, 19), // Visa
        (500000, 509999, 13, 19), // Maestro
        (510000, 559999, 16, 16), // Mastercard
        (560000, 589999, 13, 19), // Maestro
        (600000, 699999, 13, 19), // Discover, UnionPay, RuPay, Maestro
        (810000, 817199, 16, 19), // UnionPay
    ];

    public static bool Fit(ReadOnlySpan<char> digits)
    {
        var prefix = int.Parse(digits[..6], NumberStyles.None, CultureInfo.InvariantCulture);
        foreach (var (from, to, min, max) in Ranges)
        {
            if (prefix >= from && prefix <= to && digits.Length >= min && digits.Length <= max)
            {
                return true;
            }
        }

        return false;
    }
}
