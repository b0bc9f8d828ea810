using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>A merchant as screening tools read it, from one record or from several that were joined.</summary>
internal sealed class Target
{
    /// <summary>The schema of whom one knows no more than that he trades.</summary>
    public const string UnknownSchema = "LegalEntity";

    /// <summary>In the form of FollowTheMoney: letters, digits, hyphens and points.</summary>
    public required string Id { get; init; }

    public required DatasetName Dataset { get; init; }

    /// <summary>Of the merchant's kind: the schema of FollowTheMoney.</summary>
    public required string Schema { get; set; }

    public List<TargetName> Names { get; } = [];

    public List<(string Scheme, string Value)> Identifiers { get; } = [];

    public SortedSet<string> Countries { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Addresses { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Urls { get; } = new(StringComparer.Ordinal);

    public List<TargetRecord> Records { get; } = [];

    public DateTimeOffset FirstSeen => Records.Min(record => record.PublishedAt);

    public DateTimeOffset LastChange => Records.Max(record => record.UpdatedAt);

    /// <summary>The name to show: a legal one, the first of any other kind, or an identifier.</summary>
    public string Caption =>
        Names.FirstOrDefault(name => name.Kind == "legal")?.Text ?? Names.FirstOrDefault(name => !name.Weak)?.Text ?? Names.FirstOrDefault()?.Text
        ?? (Identifiers.Count > 0 ? Identifiers[0].Value : Id);

    /// <summary>A record's id as FollowTheMoney takes it, which has no underscore in an id.</summary>
    public static string IdOf(string id) => id.Replace('_', '-');

    /// <summary>The schema of FollowTheMoney for a kind of merchant.</summary>
    public static string SchemaOf(string kind) => kind switch
    {
        "company" => "Company",
        "person" => "Person",
        "public-body" => "PublicBody",
        "vessel" => "Vessel",
        "aircraft" => "Airplane",
        _ => UnknownSchema,
    };
}

/// <summary>A name of a merchant.</summary>
internal sealed record TargetName(string Text, string Kind, bool Weak);

/// <summary>What a record says against a merchant.</summary>
/// <param name="Id">In the form of FollowTheMoney.</param>
/// <param name="Program">Category or typology.</param>
/// <param name="Start">Calendar date or instant, as published.</param>
internal sealed record TargetRecord(
    string Id, RecordKind Kind, string Publisher, string Country, string Program, IReadOnlyList<string> Measures, string Status, string? Reason,
    string? Start, string? End, string? ListedOn, string? Number, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt);
