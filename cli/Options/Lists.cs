namespace InfoShare.Cli.Options;

/// <summary>Options that take several values, separated by commas, blanks, or given more than once.</summary>
public static class Lists
{
    public static IEnumerable<string> Split(string[]? values) =>
        (values ?? []).SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
