namespace InfoShare.Codes.Lists;

public static class Colours
{
    /// <summary>How far a record may go (TLP 2.0).</summary>
    public static CodeList List { get; } = new(
        "tlp",
        "How far a record may go (TLP 2.0).",
        ("CLEAR", "Anyone, the public too", "任何人,包括公众", "Alle, auch die Öffentlichkeit"),
        ("GREEN", "Every member", "全体成员", "Alle Mitglieder"),
        ("AMBER", "The audience", "指定受众", "Die Adressaten"),
        ("AMBER+STRICT", "Named agencies or groups, not passed on", "指定机构或小组,不得转发", "Benannte Stellen oder Gruppen, keine Weitergabe"),
        ("RED", "Named agencies' case officers", "指定机构的办案人员", "Sachbearbeiter benannter Stellen"));
}
