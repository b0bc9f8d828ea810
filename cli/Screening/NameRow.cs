namespace InfoShare.Cli.Screening;

/// <summary>A row of a file that is screened.</summary>
/// <param name="Number">Counted from 1, the header left out.</param>
public sealed record NameRow(long Number, string Name, string Key, string Country);
