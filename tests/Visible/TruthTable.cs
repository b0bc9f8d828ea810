namespace InfoShare.Tests.Visible;

/// <summary>The records and callers of the truth table: every colour, audience, status and change of label; every kind of agency, with and without each role.</summary>
internal static class TruthTable
{
    private static readonly GivenLabel Clear = new("CLEAR");

    private static readonly GivenLabel Green = new("GREEN");

    private static readonly GivenLabel ForGermanCustoms = new("AMBER", new GivenEntry(Kind: "customs", Jurisdiction: "DE"));

    private static readonly GivenLabel ForTax = new("AMBER+STRICT", new GivenEntry("cn-tax"));

    private static readonly GivenLabel ForTheCourt = new("RED", new GivenEntry("cn-court"));

    private static readonly GivenLabel[] Labels =
    [
        Clear,
        Green,
        ForGermanCustoms,
        ForTax,
        ForTheCourt,
        new("GREEN") { Except = ["de-customs", "demo-platform", "cn-customs"] },
        new("AMBER", new GivenEntry("de-customs")),
        new("AMBER", new GivenEntry(Kind: "customs")),
        new("AMBER", new GivenEntry(Jurisdiction: "CN")),
        new("AMBER", new GivenEntry(Group: "op-lantern")),
        new("AMBER", new GivenEntry(Membership: "home")),
        new("AMBER", new GivenEntry(Membership: "partner")),
        new("AMBER", new GivenEntry(Kind: "payment-institution"), new GivenEntry("demo-platform")),
        new("AMBER", new GivenEntry(Kind: "market-regulator", Membership: "partner"), new GivenEntry("cn-tax", Jurisdiction: "DE")),
        new("AMBER", new GivenEntry(Membership: "home")) { Except = ["cn-tax"] },
        new("AMBER+STRICT", new GivenEntry(Group: "op-lantern")),
        new("AMBER+STRICT", new GivenEntry(Group: "op-lantern", Jurisdiction: "DE"), new GivenEntry("cn-court", Membership: "partner")),
        new("RED", new GivenEntry("cn-court"), new GivenEntry("cn-market"), new GivenEntry("demo-platform")),
        new("RED", new GivenEntry("cn-market", Kind: "customs")),
    ];

    /// <summary>Each to be published, with what becomes of it.</summary>
    public static IEnumerable<(GivenRecord Record, GivenVersion[] Versions)> Records()
    {
        var number = 0;
        GivenRecord Next(string kind, string publisher) =>
            new(kind, publisher, $"truth-{++number:D3}", $"Handel Qx{number:D3}", [new("registration", $"DE:HRB90{number:D4}")]);
        foreach (var life in Lives())
        {
            yield return (Next("sanction", "cn-customs"), life);
        }

        foreach (var label in new[] { Clear, Green, ForTax, ForTheCourt })
        {
            yield return (Next("case", "demo-platform"), [new(label, "active")]);
            yield return (Next("case", "cn-market"), [new(label, "active")]);
            yield return (Next("alert", "demo-pay"), [new(label, "active")]);
        }
    }

    public static IEnumerable<GivenCaller> Callers()
    {
        foreach (var agency in GivenAgency.All)
        {
            yield return new(agency, false, "reader");
            yield return new(agency, true, "reader", "case-officer");
        }

        foreach (var agency in new[] { "cn-customs", "cn-court", "demo-platform", "demo-pay", "hub-operator" }.Select(GivenAgency.Of))
        {
            yield return new(agency, false, "publisher", "feed");
            yield return new(agency, true, "auditor", "administrator");
        }

        yield return new(GivenAgency.Of("cn-market"), false, "case-officer");
        yield return new(GivenAgency.Of("cn-tax"), true, "analyst");
        yield return new(GivenAgency.Of("cn-court"), true, "publisher");
    }

    private static IEnumerable<GivenVersion[]> Lives()
    {
        foreach (var label in Labels)
        {
            yield return [new(label, "active")];
        }

        foreach (var label in new[] { Clear, Green, ForGermanCustoms, Labels[12], ForTheCourt })
        {
            yield return [new(label, "active"), new(label, "repaired")];
            yield return [new(label, "active"), new(label, "expired")];
            yield return [new(label, "active"), new(label, "retracted")];
        }

        yield return [new(Clear, "active"), new(Clear, "repaired"), new(Clear, "retracted")];
        yield return [new(Clear, "active"), new(Clear, "expired"), new(Clear, "retracted")];
        yield return [new(Green, "active"), new(Green, "retracted"), new(Green, "active")];
        yield return [new(Green, "active"), new(ForTax, "active")];
        yield return [new(ForTheCourt, "active"), new(Clear, "active")];
        yield return [new(ForTax, "active"), new(ForGermanCustoms, "active")];
        yield return [new(Green, "active"), new(ForTheCourt, "active"), new(ForTheCourt, "retracted")];
    }
}
