namespace InfoShare.Codes.Lists;

public static class Relations
{
    /// <summary>How a record stands to a related one.</summary>
    public static CodeList List { get; } = new(
        "relations",
        "How a record stands to a related one.",
        ("same-merchant", "About the same merchant", "同一商家", "Betrifft denselben Händler"),
        ("same-event", "About the same event", "同一事件", "Betrifft dasselbe Ereignis"),
        ("based-on", "Based on it", "基于该记录", "Beruht darauf"),
        ("leads-to", "Led to it", "导致该记录", "Führte dazu"),
        ("supersedes", "Takes its place", "取代该记录", "Ersetzt ihn"),
        ("other", "Other", "其他", "Sonstiges"));
}
