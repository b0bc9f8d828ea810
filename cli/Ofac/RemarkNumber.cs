namespace InfoShare.Cli.Ofac;

/// <summary>A number as a rule read it from a statement of the remarks.</summary>
/// <param name="Value">The number as the list has it.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or null where the list does not say.</param>
/// <param name="IsLocal">It is of a register that may count anew in each state, town or zone of the country.</param>
/// <param name="SaysMore">A state or town, or dates of issue or expiry follow, which the identifier does not hold.</param>
public sealed record RemarkNumber(string Value, string? Country, bool IsLocal, bool SaysMore);
