using System.Globalization;

namespace InfoShare.Identifiers.Rules;

/// <summary>
/// Check digits of VAT numbers that have the right form. Source, where a method names no other: European Commission, Directorate-General
/// Taxation and Customs Union, "VIES: VAT number construction rules, functional description", version 15.0.
/// </summary>
internal static class VatChecks
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    private const string SpanishEntityLetters = "JABCDEFGHI";

    /// <summary>What the check digit should have been, or null when it is right or the country's is not checked.</summary>
    public static string? Expected(string country, string number) => country switch
    {
        "BE" => Belgian(number),
        "DE" => Last(number, CheckDigits.VatDe(number.AsSpan(0, 8))),
        "ES" => Spanish(number),
        "FR" => French(number),
        "GB" or "XI" => British(number),
        "IT" => Last(number, CheckDigits.Luhn(number.AsSpan(0, 10))),
        "NL" => Dutch(number),
        "PL" => Polish(number),
        _ => null,
    };

    /// <summary>DE: ISO 7064 mod 11,10. IT: Luhn.</summary>
    private static string? Last(string number, char expected) => number[^1] == expected ? null : $"'{expected}' at the end";

    /// <summary>97 less the first eight digits mod 97.</summary>
    private static string? Belgian(string number)
    {
        var expected = Two(97 - (Number(number.AsSpan(0, 8)) % 97));
        return number[0] is '0' or '1' && number.EndsWith(expected, StringComparison.Ordinal) ? null : $"'{expected}' at the end and 0 or 1 at the start";
    }

    /// <summary>INSEE's rule: the key is (12 + 3 × (SIREN mod 97)) mod 97. Keys with letters follow another rule and are not checked.</summary>
    private static string? French(string number)
    {
        var expected = Two((12 + (3 * (Number(number.AsSpan(2)) % 97))) % 97);
        return !IdentifierText.IsDigits(number.AsSpan(0, 2)) || number.StartsWith(expected, StringComparison.Ordinal)
            ? null
            : $"'{expected}' after FR";
    }

    /// <summary>Weights 6 5 7 2 3 4 5 6 7, mod 11.</summary>
    private static string? Polish(string number)
    {
        var check = CheckDigits.Weighted(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
        return check == 10 ? "other digits, for no check digit fits these" : Last(number, (char)('0' + check));
    }

    /// <summary>
    /// Either the test of eleven over the nine digits, or, in numbers given to sole traders since 2020, mod 97 over the whole with
    /// NL (Belastingdienst, btw-identificatienummer).
    /// </summary>
    private static string? Dutch(string number)
    {
        var check = CheckDigits.Weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        if (number[8] - '0' == check || CheckDigits.Mod97("NL" + number) == 1)
        {
            return null;
        }

        return check == 10 ? "other digits, for no check digit fits these" : $"'{(char)('0' + check)}' before B";
    }

    /// <summary>Mod 97 over the first nine digits, or the same with 55 added, as HMRC does since 2010. Numbers of departments and health authorities have
    /// none.</summary>
    private static string? British(string number)
    {
        if (!char.IsAsciiDigit(number[0]))
        {
            return null;
        }

        var sum = CheckDigits.Weighted(number, [8, 7, 6, 5, 4, 3, 2]);
        var check = Number(number.AsSpan(7, 2));
        var (first, second) = ((97 - (sum % 97)) % 97, (97 - ((sum + 55) % 97)) % 97);
        return check == first || check == second ? null : $"'{Two(first)}' or '{Two(second)}' as the 8th and 9th digit";
    }

    /// <summary>Persons: the number mod 23 gives a letter. Everybody else: <see cref="SpanishEntity"/>.</summary>
    private static string? Spanish(string number) => number[0] switch
    {
        'X' or 'Y' or 'Z' => Last(number, SpanishLetter(Number(number.AsSpan(1, 7)) + ((number[0] - 'X') * 10_000_000L))),
        'K' or 'L' or 'M' => Last(number, SpanishLetter(Number(number.AsSpan(1, 7)))),
        _ when char.IsAsciiDigit(number[0]) => Last(number, SpanishLetter(Number(number.AsSpan(0, 8)))),
        _ => SpanishEntity(number),
    };

    private static char SpanishLetter(long number) => SpanishLetters[(int)(number % 23)];

    /// <summary>Luhn over the seven digits, written as a digit or as a letter: which, has changed with the kind of body and over time.</summary>
    private static string? SpanishEntity(string number)
    {
        var digit = CheckDigits.Luhn(number.AsSpan(1, 7));
        var letter = SpanishEntityLetters[digit - '0'];
        return number[^1] == digit || number[^1] == letter ? null : $"'{digit}' or '{letter}' at the end";
    }

    private static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Two(long value) => value.ToString("D2", CultureInfo.InvariantCulture);
}
