using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Cli.Ofac;

/// <summary>An entry of the list in the words of the wire.</summary>
public sealed record OfacSanction(
    string Reference,
    string Kind,
    IReadOnlyList<MerchantName> Names,
    IReadOnlyList<Identifier> Identifiers,
    IReadOnlyList<OfacPlace> Places,
    IReadOnlyList<string> Urls,
    IReadOnlyList<string> Programmes,
    string Summary);

/// <summary>An address: the whole text, and of it what was understood.</summary>
public sealed record OfacPlace(string Text, string? City, string? Region, string? PostalCode, string? Country);
