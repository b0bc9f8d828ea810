namespace InfoShare.Records;

/// <summary>Members of a stored header, in the order in which they are written.</summary>
internal enum HeaderMember
{
    Id,
    Version,
    Status,
    Change,
    Publisher,
    PublisherJurisdiction,
    Reference,
    Label,
    PublishedAt,
    UpdatedAt,
    Reason,
    Category,
    Typology,
    Measures,
    Severity,
    Stage,
    RiskScore,
    MerchantCountry,
    DecidedOn,
    PublicityEndsAt,
    ContentHash,
}
