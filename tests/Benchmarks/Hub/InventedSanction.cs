using System.Globalization;
using System.Text;
using InfoShare.Benchmarks.Load;

namespace InfoShare.Benchmarks.Hub;

/// <summary>Invented sanctions of about 1 KB that differ in reference and merchant alone.</summary>
internal static class InventedSanction
{
    /// <summary>With the placeholder of a load plan in both places.</summary>
    public static string Template { get; } = Text(LoadPlan.Placeholder, LoadPlan.Placeholder, "");

    /// <summary>A line of a submission.</summary>
    public static string Line(long number) => Text(Digits(number), Digits(number), "\"kind\":\"sanction\",");

    /// <summary>A record on its own.</summary>
    public static byte[] Body(long number) => Encoding.UTF8.GetBytes(Text(Digits(number), Digits(number), ""));

    /// <summary>A record of a merchant that others may have too.</summary>
    public static string Of(string reference, long merchant, string kind) => Text(reference, Digits(merchant), kind);

    public static string Digits(long number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private static string Text(string reference, string merchant, string kind) =>
        "{" + kind + $$"""
        "reference":"2026-{{reference}}","merchant":{"names":[{"text":"Nordlicht Handelsgesellschaft {{merchant}} mbH","kind":"legal","language":"de"},{"text":"Nordlicht Trading {{merchant}}","kind":"trade"}],"identifiers":[{"scheme":"registration","value":"DE:HRB{{merchant}}"},{"scheme":"domain","value":"shop-{{merchant}}.example"}],"country":"DE","kind":"company","role":"seller","addresses":[{"text":"Musterweg 12","city":"Hamburg","postalCode":"20095","country":"DE"}]},"summary":"The trader shipped children's toys without the required conformity marking in at least twelve parcels that were opened at the mail centre, and did not answer two requests for the technical documentation. The goods were held and destroyed at the trader's cost; a fine was set in the same decision.","language":"en","label":{"tlp":"GREEN"},"category":"product-safety","measures":[{"kind":"fine","amount":{"value":"12500.00","currency":"EUR"},"from":"2026-03-12"},{"kind":"destruction"}],"severity":"moderate","legalBasis":[{"title":"Regulation (EU) 2019/1020","article":"16","jurisdiction":"DE"}],"decisionNumber":"B-{{reference}}","decidedOn":"2026-03-12","standing":"final"}
        """;
}
