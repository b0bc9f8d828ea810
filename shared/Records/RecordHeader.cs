using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Records;

/// <summary>What the hub knows of a version without its body: enough for every decision about visibility, and for filters.</summary>
public sealed record RecordHeader
{
    public required RecordId Id { get; init; }

    public required int Version { get; init; }

    public required RecordStatus Status { get; init; }

    /// <summary>What made this version.</summary>
    public required RecordChange Change { get; init; }

    public required AgencyId Publisher { get; init; }

    /// <summary>ISO 3166-1 alpha-2 of the publisher when this version was made.</summary>
    public required string PublisherJurisdiction { get; init; }

    public required string Reference { get; init; }

    public required Label Label { get; init; }

    /// <summary>When version 1 was committed.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>When this version was committed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The reason given for a correction, retraction, reinstatement or repair.</summary>
    public string? Reason { get; init; }

    /// <summary>Of sanctions and cases.</summary>
    public string? Category { get; init; }

    /// <summary>Of alerts.</summary>
    public string? Typology { get; init; }

    /// <summary>Kinds of a sanction's measures.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    public string? Severity { get; init; }

    /// <summary>Of cases.</summary>
    public string? Stage { get; init; }

    /// <summary>Of alerts, 0–100.</summary>
    public int? RiskScore { get; init; }

    public string? MerchantCountry { get; init; }

    /// <summary>Of sanctions.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>
    /// When a sanction stops being public: the end of the day <c>publicityUntil</c>, or without it of <c>effectiveUntil</c>,
    /// in the publisher's time zone; null: never.
    /// </summary>
    public DateTimeOffset? PublicityEndsAt { get; init; }

    /// <summary>SHA-256 of the content with its unordered lists sorted, cut to 16 bytes: equal content, equal hash. Empty in a retraction.</summary>
    public ReadOnlyMemory<byte> ContentHash { get; init; }
}
