using System.Collections.Frozen;
using InfoShare.Identifiers.Rules;

namespace InfoShare.Identifiers;

/// <summary>A way of identifying merchants. The schemes are a closed table; each has one canonical form.</summary>
public sealed class IdentifierScheme
{
    private IdentifierScheme(string code, IdentifierStrength strength, IdentifierRule rule, string description)
    {
        Code = code;
        Strength = strength;
        Rule = rule;
        Description = description;
    }

    /// <summary>Such as <c>uscc</c>.</summary>
    public string Code { get; }

    public IdentifierStrength Strength { get; }

    /// <summary>One English sentence for publishers: the form, and an example where that says more.</summary>
    public string Description { get; }

    /// <summary>Whether look-ups follow it from one record to another (an unverified identifier never is).</summary>
    public bool IsFollowed => Strength is not IdentifierStrength.Weak;

    /// <summary>Every scheme, strong ones first.</summary>
    public static IReadOnlyList<IdentifierScheme> All { get; } =
    [
        new("uscc", IdentifierStrength.Strong, new UsccRule(), "Unified social credit code of China: 18 characters, the last a check character (GB 32100-2015)."),
        new("lei", IdentifierStrength.Strong, new LeiRule(), "Legal entity identifier: 20 characters, the last two check digits (ISO 17442)."),
        new("vat", IdentifierStrength.Strong, new VatRule(), "Value added tax number of an EU state or the United Kingdom with its country prefix, as DE123456789; Greece is EL."),
        new("eori", IdentifierStrength.Strong, new EoriRule(), "Economic operators registration and identification number: two letters of the country and up to 15 letters or digits."),
        new("registration", IdentifierStrength.Strong, new CountryScopedRule(keepsSlashes: true), "Number in a country's business register, as DE:HRB12345."),
        new("tax", IdentifierStrength.Strong, new CountryScopedRule(keepsSlashes: false), "A country's tax number, as US:123456789."),
        new("duns", IdentifierStrength.Strong, new DunsRule(), "Data Universal Numbering System number: 9 digits."),
        new("imo", IdentifierStrength.Strong, new ImoRule(), "IMO ship number: 7 digits, the last a check digit; 'IMO' may stand before it."),
        new("mid", IdentifierStrength.StrongWithinIssuer, new IssuerScopedRule("acquirer", upper: true), "Merchant number at an acquirer, as acquirer:id."),
        new("store", IdentifierStrength.StrongWithinIssuer, new IssuerScopedRule("platform", upper: false), "Store on a platform, as platform:id."),
        new("customs-registration", IdentifierStrength.StrongWithinIssuer, new CountryScopedRule(keepsSlashes: false), "Registration with a country's customs, as CN:4401960ABC."),
        new("domain", IdentifierStrength.Weak, new DomainRule(), "Domain name without scheme or path, as shop.example; kept in its ASCII form."),
        new("bic", IdentifierStrength.Weak, new BicRule(), "Business identifier code of the merchant's bank: 8 or 11 characters (ISO 9362)."),
        new("gln", IdentifierStrength.Weak, new GlnRule(), "Global location number: 13 digits, the last a check digit (GS1)."),
        new("app", IdentifierStrength.Weak, new FreeRule(), "An app in a store, as com.example.shop."),
        new("social", IdentifierStrength.Weak, new FreeRule(), "An account on a social network, best with the network before it, as network:account."),
        new("icp", IdentifierStrength.Weak, new IcpRule(), "Chinese Internet content provider filing or licence number, as 京ICP备12345678号-1."),
        new("other", IdentifierStrength.Weak, new IssuerScopedRule("issuer", upper: true), "A number of an issuer for which there is no scheme; say the issuer."),
    ];

    internal IdentifierRule Rule { get; }

    private static readonly FrozenDictionary<string, IdentifierScheme> ByCode = All.ToFrozenDictionary(scheme => scheme.Code, StringComparer.Ordinal);

    /// <summary>The scheme of a code, compared exactly, or null.</summary>
    public static IdentifierScheme? TryGet(string? code) => code is not null && ByCode.TryGetValue(code, out var scheme) ? scheme : null;

    /// <summary>
    /// The canonical value under which to look up what somebody typed, in any case and with any separators that the scheme tolerates; of
    /// <c>other</c> as <c>issuer:value</c>. A wrong check digit is no obstacle (unverified identifiers are found too). Null: there is no
    /// such scheme, or no identifier of it can look like this.
    /// </summary>
    public static string? CanonicalForLookUp(string scheme, string rawValue) =>
        TryGet(scheme) is { } known ? IdentifierReader.Read(known, rawValue).Value : null;
}
