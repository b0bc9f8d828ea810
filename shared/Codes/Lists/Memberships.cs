namespace InfoShare.Codes.Lists;

public static class Memberships
{
    /// <summary>Whether an agency belongs to the hub's own country.</summary>
    public static CodeList List { get; } = new(
        "memberships",
        "Whether an agency belongs to the hub's own country.",
        ("home", "The hub's own country", "本国", "Eigenes Land"),
        ("partner", "A partner country", "伙伴国", "Partnerland"));
}
