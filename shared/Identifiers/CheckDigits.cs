using System.Globalization;

namespace InfoShare.Identifiers;

/// <summary>
/// Computes check digits from the rest of an identifier: for the rules, and for whoever invents identifiers for a demonstration.
/// All take ASCII digits and capital letters of exactly the length that is named.
/// </summary>
public static class CheckDigits
{
    private const string UsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static ReadOnlySpan<int> UsccWeights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>The last character of a unified social credit code, from the first 17 (GB 32100-2015, mod 31).</summary>
    public static char Uscc(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < UsccWeights.Length; i++)
        {
            sum += UsccAlphabet.IndexOf(first17[i], StringComparison.Ordinal) * UsccWeights[i];
        }

        return UsccAlphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Whether a character can stand in a unified social credit code: no I, O, S, V, Z.</summary>
    public static bool IsUsccCharacter(char unit) => UsccAlphabet.Contains(unit, StringComparison.Ordinal);

    /// <summary>The two check digits of a legal entity identifier, from the first 18 characters (ISO 17442, ISO 7064 mod 97-10).</summary>
    public static string Lei(ReadOnlySpan<char> first18) =>
        (98 - (Mod97(first18) * 100 % 97)).ToString("D2", CultureInfo.InvariantCulture);

    /// <summary>The last digit of an IMO ship number, from the first six (IMO resolution A.1117(30)).</summary>
    public static char Imo(ReadOnlySpan<char> first6) => Digit(Weighted(first6, [7, 6, 5, 4, 3, 2]) % 10);

    /// <summary>The last digit of a GLN, GTIN or SSCC, from the rest (GS1 General Specifications, mod 10).</summary>
    public static char Gs1(ReadOnlySpan<char> rest)
    {
        var sum = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            sum += (rest[^(i + 1)] - '0') * (i % 2 == 0 ? 3 : 1);
        }

        return Digit((10 - (sum % 10)) % 10);
    }

    /// <summary>The last digit of a German VAT number, from the first eight (ISO 7064 mod 11,10).</summary>
    public static char VatDe(ReadOnlySpan<char> first8)
    {
        var product = 10;
        foreach (var digit in first8)
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return Digit((11 - product) % 10);
    }

    /// <summary>The last digit of a number after Luhn (ISO/IEC 7812-1, annex B), from the rest.</summary>
    public static char Luhn(ReadOnlySpan<char> rest)
    {
        var sum = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            var digit = rest[^(i + 1)] - '0';
            var doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return Digit((10 - (sum % 10)) % 10);
    }

    /// <summary>The remainder by 97 of a text as a number, letters standing for 10 to 35 (ISO 7064 mod 97-10; IBAN, LEI).</summary>
    public static int Mod97(ReadOnlySpan<char> text)
    {
        var remainder = 0;
        foreach (var unit in text)
        {
            remainder = char.IsAsciiDigit(unit) ? ((remainder * 10) + unit - '0') % 97 : ((remainder * 100) + unit - 'A' + 10) % 97;
        }

        return remainder;
    }

    /// <summary>The sum of digits, each times its weight.</summary>
    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    private static char Digit(int value) => (char)('0' + value);
}
