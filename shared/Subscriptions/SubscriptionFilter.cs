using InfoShare.Codes.Lists;
using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Subscriptions;

/// <summary>Of what a subscription is told, among what its agency may see. All that is given must hold; an empty list holds always.</summary>
public sealed record SubscriptionFilter
{
    private static readonly List<string> Grades = [.. Severities.List.Entries.Select(entry => entry.Code)];

    public IReadOnlyList<RecordKind> Kinds { get; init; } = [];

    /// <summary>Of sanctions and cases; alerts have none and do not match.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Of the publisher: ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Jurisdictions { get; init; } = [];

    /// <summary>The record's merchant has one of these, verified, or a look-up by one of these joins it.</summary>
    public IReadOnlyList<Identifier> Merchants { get; init; } = [];

    /// <summary>
    /// Of sanctions: at least this; one that states none counts as the least. Cases and alerts have no severity and are left alone.
    /// </summary>
    public string? MinimumSeverity { get; init; }

    /// <summary>Whether a version with this header and merchant matches.</summary>
    /// <param name="isJoined">Whether what the subscriber may see joins the merchant to one of <see cref="Merchants"/>; asked last.</param>
    public bool Matches(RecordHeader header, MerchantFacts merchant, Func<MerchantFacts, bool> isJoined) =>
        MatchesKind(header)
        && (Categories.Count == 0 || Categories.Contains(header.Category))
        && (MinimumSeverity is null || header.Id.Kind != RecordKind.Sanction || Grade(header.Severity) >= Grade(MinimumSeverity))
        && (Merchants.Count == 0 || merchant.Identifiers.Any(identifier => !identifier.Unverified && Merchants.Contains(identifier)) || isJoined(merchant));

    /// <summary>Whether any version of the record can match: kind and publisher stay as they are.</summary>
    public bool MatchesKind(RecordHeader header) =>
        (Kinds.Count == 0 || Kinds.Contains(header.Id.Kind)) && (Jurisdictions.Count == 0 || Jurisdictions.Contains(header.PublisherJurisdiction));

    private static int Grade(string? severity) => severity is null ? 0 : Grades.IndexOf(severity);
}
