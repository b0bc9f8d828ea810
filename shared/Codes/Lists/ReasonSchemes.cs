namespace InfoShare.Codes.Lists;

public static class ReasonSchemes
{
    /// <summary>Whose reason codes an alert carries.</summary>
    public static CodeList List { get; } = new(
        "reason-schemes",
        "Whose reason codes an alert carries.",
        ("match", "Mastercard MATCH", "Mastercard MATCH", "Mastercard MATCH"),
        ("goaml", "UNODC goAML", "UNODC goAML", "UNODC goAML"),
        ("fincen", "FinCEN SAR", "FinCEN SAR", "FinCEN SAR"));
}
