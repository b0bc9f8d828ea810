namespace InfoShare.Identifiers.Rules;

/// <summary>
/// Unified social credit code (GB 32100-2015): registering department, kind of body, 6 digits of the region, 9 characters of the
/// organisation, check character mod 31.
/// </summary>
internal sealed class UsccRule : IdentifierRule
{
    private const int Length = 18;

    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        if (value.Length != Length || !IdentifierText.IsCapitalsAndDigits(value) || !IdentifierText.IsDigits(value.AsSpan(2, 6)))
        {
            return IdentifierReading.Refused("A unified social credit code has 18 letters and digits, the 3rd to the 8th of them digits.");
        }

        if (!value.All(CheckDigits.IsUsccCharacter))
        {
            return IdentifierReading.Refused("A unified social credit code never holds I, O, S, V or Z.");
        }

        var expected = CheckDigits.Uscc(value.AsSpan(0, Length - 1));
        return IdentifierReading.Checked(value, value[^1] == expected ? null : $"'{expected}' at the end");
    }
}
