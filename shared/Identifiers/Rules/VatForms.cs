using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace InfoShare.Identifiers.Rules;

/// <summary>
/// The forms of VAT numbers after the prefix, as the European Commission's VIES lists them: # is a digit, @ a letter, ? either, anything
/// else itself. (Irish numbers of before 1991 with + or * in the second place are not accepted: + has no place in an address.)
/// </summary>
internal static class VatForms
{
    private static readonly string[] British = ["#########", "############", "GD###", "HA###"];

    private static readonly FrozenDictionary<string, string[]> ByCountry = new Dictionary<string, string[]>
    {
        ["AT"] = ["U########"],
        ["BE"] = ["##########"],
        ["BG"] = ["#########", "##########"],
        ["CY"] = ["########@"],
        ["CZ"] = ["########", "#########", "##########"],
        ["DE"] = ["#########"],
        ["DK"] = ["########"],
        ["EE"] = ["#########"],
        ["EL"] = ["#########"],
        ["ES"] = ["?#######?"],
        ["FI"] = ["########"],
        ["FR"] = ["??#########"],
        ["GB"] = British,
        ["HR"] = ["###########"],
        ["HU"] = ["########"],
        ["IE"] = ["#?#####@", "#######@@"],
        ["IT"] = ["###########"],
        ["LT"] = ["#########", "############"],
        ["LU"] = ["########"],
        ["LV"] = ["###########"],
        ["MT"] = ["########"],
        ["NL"] = ["#########B##"],
        ["PL"] = ["##########"],
        ["PT"] = ["#########"],
        ["RO"] = [.. Enumerable.Range(2, 9).Select(length => new string('#', length))],
        ["SE"] = ["############"],
        ["SI"] = ["########"],
        ["SK"] = ["##########"],
        ["XI"] = British,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Countries => ByCountry.Keys.Order(StringComparer.Ordinal);

    public static bool TryGet(string country, [MaybeNullWhen(false)] out string[] forms) => ByCountry.TryGetValue(country, out forms);

    public static bool Fits(string form, string number) => form.Length == number.Length && form.Zip(number).All(pair => pair.First switch
    {
        '#' => char.IsAsciiDigit(pair.Second),
        '@' => char.IsAsciiLetterUpper(pair.Second),
        '?' => true, // the rule has seen to letters and digits
        var literal => literal == pair.Second,
    });
}
