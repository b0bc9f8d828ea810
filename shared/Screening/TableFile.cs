namespace InfoShare.Screening;

/// <summary>The engine's tables, embedded in the assembly from <c>shared/Screening/tables</c>.</summary>
internal static class TableFile
{
    public static Stream Open(string name) => typeof(TableFile).Assembly.GetManifestResourceStream($"InfoShare.Screening.{name}")
        ?? throw new InvalidOperationException($"The table '{name}' is not in the assembly.");

    /// <summary>The lines of a text table that are neither empty nor remarks.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(Open(name));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
