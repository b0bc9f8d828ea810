namespace InfoShare.Codes.Lists;

public static class DispositionAnswers
{
    /// <summary>What an authority found of an alert.</summary>
    public static CodeList List { get; } = new(
        "disposition-answers",
        "What an authority found of an alert.",
        ("confirmed", "Confirmed", "已确认", "Bestätigt"),
        ("false-positive", "False positive", "误报", "Fehlalarm"),
        ("investigating", "Under investigation", "调查中", "In Ermittlung"),
        ("no-action", "No action", "不予处理", "Keine Maßnahme"));
}
