namespace InfoShare.Tests.Cli;

/// <summary>
/// A test on the real list, which is no part of the repository: <c>INFOSHARE_TEST_DATA</c>, or <c>shared/data</c> beside the repository.
/// Skipped where it is absent; in CI (<c>CI=true</c>) it runs all the same, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TestListFactAttribute : FactAttribute
{
    public TestListFactAttribute()
    {
        if (Folder is null && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "The list is not here: put its files under ../shared/data/ofac, or set INFOSHARE_TEST_DATA to the folder that holds ofac/.";
        }
    }

    /// <summary>The folder that holds <c>ofac/</c>, or null.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "ofac", "bench-sdn.csv.gz")));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("INFOSHARE_TEST_DATA") is { Length: > 0 } named)
        {
            yield return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared", "data");
        }
    }
}
