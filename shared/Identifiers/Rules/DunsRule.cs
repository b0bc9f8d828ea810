namespace InfoShare.Identifiers.Rules;

/// <summary>Data Universal Numbering System: 9 digits, often written 12-345-6789. Its check digit was given up by the issuer.</summary>
internal sealed class DunsRule : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        return value.Length == 9 && IdentifierText.IsDigits(value)
            ? IdentifierReading.Right(value)
            : IdentifierReading.Refused("A DUNS number has 9 digits.");
    }
}
