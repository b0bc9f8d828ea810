namespace InfoShare.Cli.Ofac;

/// <summary>A number as a rule read it from a statement of the remarks.</summary>
/// <param name="Value">The number as the list has it.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null where the list does not say.</param>
/// <param name="SaysMore">Dates of issue or expiry follow, which the identifier does not hold.</param>
public sealed record RemarkNumber(string Value, string? Country, bool SaysMore);
