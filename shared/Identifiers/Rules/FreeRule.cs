namespace InfoShare.Identifiers.Rules;

/// <summary>A name without a rule: lower-case, each run of white space one space.</summary>
internal sealed class FreeRule : IdentifierRule
{
    public override IdentifierReading Read(string text) => IdentifierReading.Right(IdentifierText.Lower(IdentifierText.SingleSpaced(text)));
}
