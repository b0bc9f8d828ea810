namespace InfoShare.Identifiers.Rules;

/// <summary>Legal entity identifier (ISO 17442): 18 letters and digits and two check digits (ISO 7064 mod 97-10).</summary>
internal sealed class LeiRule : IdentifierRule
{
    private const int Length = 20;

    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        if (value.Length != Length || !IdentifierText.IsCapitalsAndDigits(value) || !IdentifierText.IsDigits(value.AsSpan(Length - 2)))
        {
            return IdentifierReading.Refused("A legal entity identifier has 18 letters or digits and then 2 digits.");
        }

        var expected = CheckDigits.Lei(value.AsSpan(0, Length - 2));
        return IdentifierReading.Checked(value, value.EndsWith(expected, StringComparison.Ordinal) ? null : $"'{expected}' at the end");
    }
}
