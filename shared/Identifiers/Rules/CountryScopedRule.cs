namespace InfoShare.Identifiers.Rules;

/// <summary>
/// A number of which each country has its own form, as <c>DE:HRB12345</c>: capitals, without white space, dots and hyphens.
/// </summary>
/// <param name="keepsSlashes">
/// Slashes become underscores, since in some registers they divide parts of varying length (Romania's J40/372/2002); else they go too,
/// as in tax numbers of fixed length (Germany's 181/815/08155).
/// </param>
internal sealed class CountryScopedRule(bool keepsSlashes) : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var slash = keepsSlashes ? "_" : "";
        var value = IdentifierText.Compact(text)
            .Replace("/", slash, StringComparison.Ordinal)
            .Replace("\\", slash, StringComparison.Ordinal);
        return value.Length > 3 && char.IsAsciiLetterUpper(value[0]) && char.IsAsciiLetterUpper(value[1]) && value[2] == ':'
            ? IdentifierReading.Right(value)
            : IdentifierReading.Refused("The value must begin with the country's two letters and a colon, as in DE:HRB12345.");
    }
}
