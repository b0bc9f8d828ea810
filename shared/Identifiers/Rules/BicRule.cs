namespace InfoShare.Identifiers.Rules;

/// <summary>
/// Business identifier code (ISO 9362): 4 letters or digits, the country's two letters, 2 letters or digits, and perhaps a branch of 3.
/// Branch XXX is the head office, which 8 characters mean too: the canonical form.
/// </summary>
internal sealed class BicRule : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        if (value.Length is not (8 or 11)
            || !IdentifierText.IsCapitalsAndDigits(value)
            || !char.IsAsciiLetter(value[4])
            || !char.IsAsciiLetter(value[5]))
        {
            return IdentifierReading.Refused("A BIC has 8 or 11 letters and digits, the 5th and 6th of them the country's letters.");
        }

        return IdentifierReading.Right(value.EndsWith("XXX", StringComparison.Ordinal) && value.Length == 11 ? value[..8] : value);
    }
}
