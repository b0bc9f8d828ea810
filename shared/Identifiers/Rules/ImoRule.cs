namespace InfoShare.Identifiers.Rules;

/// <summary>
/// IMO ship identification number (IMO resolution A.1117(30)): 7 digits, the last the weighted sum of the others. The company numbers of
/// the same organisation have 7 digits too, but another rule, and are not of this scheme.
/// </summary>
internal sealed class ImoRule : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        value = value.StartsWith("IMO", StringComparison.Ordinal) ? value[3..] : value;
        if (value.Length != 7 || !IdentifierText.IsDigits(value))
        {
            return IdentifierReading.Refused("An IMO ship number has 7 digits.");
        }

        var expected = CheckDigits.Imo(value.AsSpan(0, 6));
        return IdentifierReading.Checked(value, value[^1] == expected ? null : $"'{expected}' at the end");
    }
}
