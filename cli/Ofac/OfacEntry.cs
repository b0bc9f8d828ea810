namespace InfoShare.Cli.Ofac;

/// <summary>One entry of the list with its aliases and addresses. Empty fields are empty strings.</summary>
/// <param name="Number">The entry's number, the list's own key.</param>
/// <param name="Type"><c>individual</c>, <c>vessel</c>, <c>aircraft</c>, or empty for an organisation.</param>
/// <param name="Details">What the list says of a person or vessel in fields of their own, by the field's name: title, call sign, tonnage …</param>
public sealed record OfacEntry(
    string Number,
    string Name,
    string Type,
    IReadOnlyList<string> Programmes,
    IReadOnlyList<(string Field, string Value)> Details,
    string Remarks,
    IReadOnlyList<OfacAlias> Aliases,
    IReadOnlyList<OfacAddress> Addresses);

/// <param name="Type"><c>aka</c>, <c>fka</c>, <c>nka</c>.</param>
public sealed record OfacAlias(string Number, string Type, string Name, string Remarks);

/// <param name="City">City, state or province, and post code, in one field.</param>
public sealed record OfacAddress(string Number, string Street, string City, string Country, string Remarks);
