namespace InfoShare.Codes.Lists;

public static class PartyRoles
{
    /// <summary>What somebody else in a record has to do with it.</summary>
    public static CodeList List { get; } = new(
        "party-roles",
        "What somebody else in a record has to do with it.",
        ("declarant", "Declarant", "申报人", "Anmelder"),
        ("importer", "Importer", "进口人", "Einführer"),
        ("carrier", "Carrier", "承运人", "Frachtführer"),
        ("warehouse", "Warehouse", "仓库", "Lager"),
        ("legal-representative", "Legal representative", "法定代表人", "Gesetzlicher Vertreter"),
        ("principal", "Principal", "委托人", "Auftraggeber"),
        ("beneficial-owner", "Beneficial owner", "受益所有人", "Wirtschaftlich Berechtigter"),
        ("marketplace", "Marketplace", "交易平台", "Marktplatz"),
        ("other", "Other", "其他", "Sonstiges"));
}
