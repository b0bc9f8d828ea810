using System.Text.RegularExpressions;
using InfoShare.Text;

namespace InfoShare.Cli.Ofac;

/// <summary>
/// Withholds from free text what the hub refuses there: payment card numbers and IBANs. A number of the list can look like one by chance;
/// the hub cannot tell, so neither do we.
/// </summary>
public static partial class WithheldNumbers
{
    /// <summary>What stands in the number's place.</summary>
    public const string Withheld = "[number withheld]";

    /// <param name="text">Free text.</param>
    /// <param name="onWithheld">Called once for every number.</param>
    public static string Mask(string text, Action onWithheld) =>
        PersonalNumbers.Suspect(text) is null ? text : Candidates.Replace(text, match => Replacement(match, onWithheld));

    /// <summary>Every run that may be a card number, and every word that may begin an IBAN, with as much as may belong to it.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z\d])[A-Za-z]{2}\d{2}(?:[ .\u00B7-]?[A-Za-z\d]){10,30}(?![A-Za-z\d])|(?<!\d)\d(?:[ .\u00B7-]?\d){12,18}(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Candidates { get; }

    private static string Replacement(Match match, Action onWithheld)
    {
        if (PersonalNumbers.Suspect(match.Value) is null)
        {
            return match.Value;
        }

        onWithheld();
        return Withheld;
    }
}
