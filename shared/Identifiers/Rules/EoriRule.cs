namespace InfoShare.Identifiers.Rules;

/// <summary>
/// EORI number: the country's two letters and at most 15 characters (Delegated Regulation (EU) 2015/2446, annex B, data element 3/1 and
/// its like: an..17). Each state has its own rule for the rest.
/// </summary>
internal sealed class EoriRule : IdentifierRule
{
    private const int MaxLength = 17;

    public override IdentifierReading Read(string text)
    {
        var value = IdentifierText.Compact(text);
        return value.Length is > 2 and <= MaxLength
            && IdentifierText.IsCapitalsAndDigits(value)
            && char.IsAsciiLetter(value[0])
            && char.IsAsciiLetter(value[1])
            ? IdentifierReading.Right(value)
            : IdentifierReading.Refused("An EORI number has the country's two letters and then 1 to 15 letters or digits.");
    }
}
