namespace InfoShare.Identifiers.Rules;

/// <summary>Global location number (GS1 General Specifications): 13 digits, the last a check digit.</summary>
internal sealed class GlnRule : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        if (value.Length != 13 || !IdentifierText.IsDigits(value))
        {
            return IdentifierReading.Refused("A global location number has 13 digits.");
        }

        var expected = CheckDigits.Gs1(value.AsSpan(0, 12));
        return IdentifierReading.Checked(value, value[^1] == expected ? null : $"'{expected}' at the end");
    }
}
