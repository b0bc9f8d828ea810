namespace InfoShare.Codes.Lists;

public static class NameKinds
{
    /// <summary>What a name is to its bearer.</summary>
    public static CodeList List { get; } = new(
        "name-kinds",
        "What a name is to its bearer.",
        ("legal", "Legal name", "法定名称", "Rechtlicher Name"),
        ("trade", "Trade name", "商号", "Handelsname"),
        ("alias", "Also known as", "别名", "Auch bekannt als"),
        ("former", "Formerly known as", "曾用名", "Früher bekannt als"),
        ("current", "Now known as", "现用名", "Jetzt bekannt als"),
        ("transliterated", "Transliterated name", "音译名", "Transliterierter Name"));
}
