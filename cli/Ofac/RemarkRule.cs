namespace InfoShare.Cli.Ofac;

/// <summary>How one kind of statement in the remarks is read as an identifier.</summary>
/// <param name="Scheme">The identifier's scheme.</param>
/// <param name="Labels">What the statement starts with, after an optional <c>alt. </c>.</param>
/// <param name="Country">The country of numbers whose label names it; others name it in brackets behind the number.</param>
/// <param name="NamesCompany">Only a company has one, so that the entry is one.</param>
/// <param name="IsLocal">
/// The register may count anew in each town or zone. The number is found by, but being perhaps not unique within its country it is marked as
/// unverified, so that it joins no strangers.
/// </param>
public sealed record RemarkRule(string Scheme, IReadOnlyList<string> Labels, string? Country = null, bool NamesCompany = false, bool IsLocal = false)
{
    /// <summary>Every rule, the first that fits wins. A number that names no country stays in the summary.</summary>
    public static IReadOnlyList<RemarkRule> All { get; } =
    [
        new("domain", ["Website", "Website:"]),
        new("bic", ["SWIFT/BIC"]),
        new("tax", ["Tax ID No.", "RUC #", "NIT #", "RIF #", "RFC", "R.F.C.", "RTN", "C.I.F."]),
        new("tax", ["US FEIN"], "US"),
        new("tax", ["Romanian Tax Registration"], "RO"),
        new("vat", ["V.A.T. Number"]),
        new("uscc", ["Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)"], "CN", NamesCompany: true),
        new("lei", ["Legal Entity Number"]),
        new("duns", ["D-U-N-S Number"]),
        new("imo", ["Vessel Registration Identification IMO"]),
        new("registration", ["UK Company Number"], "GB", NamesCompany: true),
        new("registration", ["Romanian C.R."], "RO", NamesCompany: true),
        new(
            "registration",
            ["Company Number", "Commercial Registry Number", "C.R. No.", "Business Registration Number", "Business Registration Document #", "Certificate of Incorporation Number"],
            NamesCompany: true),
        new("registration", ["Registration Number", "Registration ID", "Public Registration Number", "Enterprise Number", "Legal Entity Number", "Business Number"]),
        new("registration", ["Trade License No.", "Chamber of Commerce Number", "Matricula Mercantil No", "Folio Mercantil No."], IsLocal: true),
    ];

    /// <summary>The rule's reading of a statement, or null where it says something else.</summary>
    public RemarkNumber? Read(string statement)
    {
        var text = statement.StartsWith("alt. ", StringComparison.Ordinal) ? statement[5..] : statement;
        var label = Labels.FirstOrDefault(label => text.StartsWith(label + " ", StringComparison.Ordinal));
        if (label is null || OfacPatterns.Number.Match(text[(label.Length + 1)..]) is not { Success: true } match)
        {
            return null;
        }

        var named = match.Groups["country"];
        var country = named.Success ? OfacCountries.CodeOf(named.Value) : Country;
        return named.Success && country is null ? null : new(
            match.Groups["value"].Value, country, IsLocal || match.Groups["place"].Success, match.Groups["place"].Success || match.Groups["rest"].Success);
    }
}
