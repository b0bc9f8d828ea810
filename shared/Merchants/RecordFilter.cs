using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Merchants;

/// <summary>What a list of records is narrowed to; all that is given must hold.</summary>
public sealed record RecordFilter
{
    public RecordKind? Kind { get; init; }

    public AgencyId? Publisher { get; init; }

    public string? Reference { get; init; }

    public string? PublisherJurisdiction { get; init; }

    public string? MerchantCountry { get; init; }

    public string? Category { get; init; }

    public RecordStatus? Status { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? DecidedFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? DecidedTo { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? UpdatedAfter { get; init; }

    public bool Matches(RecordHeader header) =>
        (Kind is not { } kind || header.Id.Kind == kind)
        && (Publisher is not { } publisher || header.Publisher == publisher)
        && (Reference is null || header.Reference == Reference)
        && (PublisherJurisdiction is null || header.PublisherJurisdiction == PublisherJurisdiction)
        && (MerchantCountry is null || header.MerchantCountry == MerchantCountry)
        && (Category is null || header.Category == Category)
        && (Status is not { } status || header.Status == status)
        && (DecidedFrom is not { } from || header.DecidedOn >= from)
        && (DecidedTo is not { } to || header.DecidedOn <= to)
        && (UpdatedAfter is not { } after || header.UpdatedAt > after);
}
