namespace InfoShare.Functions.Health;

/// <summary>Which package this process runs: bicep/package.sh writes it beside the program; a build that is no package has none.</summary>
public static class PackageVersion
{
    private const string File = "package-version.txt";

    /// <summary>Null: no package.</summary>
    public static string? Current { get; } = Read(Path.Combine(AppContext.BaseDirectory, File));

    private static string? Read(string path) => System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path).Trim() : null;
}
