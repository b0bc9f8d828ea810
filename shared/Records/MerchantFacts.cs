using InfoShare.Identifiers;

namespace InfoShare.Records;

/// <summary>What a record says of its merchant that look-ups need.</summary>
public sealed record MerchantFacts
{
    public IReadOnlyList<MerchantName> Names { get; init; } = [];

    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>company, sole-trader, person, public-body, vessel, aircraft, unknown.</summary>
    public string Kind { get; init; } = "unknown";
}

/// <summary>A name as published.</summary>
/// <param name="Kind">legal, trade, alias, former, current, transliterated.</param>
/// <param name="Weak">The publisher says that the name alone is a poor clue.</param>
public sealed record MerchantName(string Text, string Kind, string? Language, bool Weak);

/// <summary>Somebody else in a record: found by look-up, never joined through.</summary>
/// <param name="Role">declarant, importer, carrier, warehouse, legal-representative, principal, beneficial-owner, marketplace, other.</param>
public sealed record PartyFacts(string Role, IReadOnlyList<MerchantName> Names, IReadOnlyList<Identifier> Identifiers, string? Country);
