namespace InfoShare.Cli.Screening;

/// <summary>Which columns of a file say what.</summary>
public sealed record NameColumns(string Name, string? Key, string? Country);
