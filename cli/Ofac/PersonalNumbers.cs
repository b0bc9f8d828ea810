using System.Text.RegularExpressions;

namespace InfoShare.Cli.Ofac;

/// <summary>
/// Withholds from free text what the hub refuses there: a run of 13–19 digits that passes Luhn under a card issuer's prefix, and a valid IBAN.
/// Numbers of the list can look like one by chance; the hub cannot tell, so neither do we.
/// </summary>
public static partial class PersonalNumbers
{
    /// <summary>What stands in the number's place.</summary>
    public const string Withheld = "[number withheld]";

    /// <param name="text">Free text.</param>
    /// <param name="onWithheld">Called once for every number.</param>
    public static string Mask(string text, Action onWithheld) =>
        Ibans.Replace(Digits.Replace(text, match => Replacement(match, LooksLikeCard(match.Value), onWithheld)), match => Replacement(match, IsIban(match.Value), onWithheld));

    [GeneratedRegex(@"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Digits { get; }

    [GeneratedRegex(@"(?<![A-Za-z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]){11,30}(?![A-Za-z\d])", RegexOptions.None, 1000)]
    private static partial Regex Ibans { get; }

    private static string Replacement(Match match, bool isPersonal, Action onWithheld)
    {
        if (!isPersonal)
        {
            return match.Value;
        }

        onWithheld();
        return Withheld;
    }

    private static bool LooksLikeCard(string run)
    {
        var digits = run.Where(char.IsAsciiDigit).Select(digit => digit - '0').Reverse().ToArray();
        var sum = digits.Select((digit, place) => place % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10)).Sum();
        return digits[^1] is >= 2 and <= 6 && sum % 10 == 0;
    }

    private static bool IsIban(string text)
    {
        var letters = text.Replace(" ", "", StringComparison.Ordinal);
        var remainder = 0;
        foreach (var letter in letters[4..] + letters[..4])
        {
            remainder = char.IsAsciiDigit(letter) ? ((remainder * 10) + letter - '0') % 97 : ((remainder * 100) + letter - 'A' + 10) % 97;
        }

        return remainder == 1;
    }
}
