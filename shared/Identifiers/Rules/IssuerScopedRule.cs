namespace InfoShare.Identifiers.Rules;

/// <summary>
/// A number that means something at its issuer alone, as <c>issuer:id</c>: the issuer in lower-case, and the id in one case, since people
/// pass such ids on in either.
/// </summary>
internal sealed class IssuerScopedRule(string issuerName, bool upper) : IdentifierRule
{
    public override IdentifierReading Read(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var issuer = colon < 0 ? "" : IdentifierText.SingleSpaced(IdentifierText.Lower(text[..colon]));
        var id = IdentifierText.SingleSpaced(text[(colon + 1)..]);
        if (issuer.Length == 0 || id.Length == 0)
        {
            return IdentifierReading.Refused($"The value must have the form {issuerName}:id.");
        }

        return IdentifierReading.Right(issuer + ":" + (upper ? IdentifierText.Upper(id) : IdentifierText.Lower(id)));
    }
}
