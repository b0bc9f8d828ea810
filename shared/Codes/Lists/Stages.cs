namespace InfoShare.Codes.Lists;

public static class Stages
{
    /// <summary>How far a case has come.</summary>
    public static CodeList List { get; } = new(
        "stages",
        "How far a case has come.",
        ("opened", "Opened", "已立案", "Eröffnet"),
        ("investigating", "Under investigation", "调查中", "In Ermittlung"),
        ("closed", "Closed", "已结案", "Abgeschlossen"));
}
