namespace InfoShare.Tests.Documents;

/// <summary>
/// A test in a real browser: Chromium as the system has it. Skipped where there is none; in CI (<c>CI=true</c>), where <c>.ci/run</c>
/// installs it, the test runs all the same, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (!File.Exists(Path) && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = $"There is no browser: install Chromium (apt-get install chromium), or name one in INFOSHARE_CHROMIUM; looked for {Path}.";
        }
    }

    public static string Path { get; } = Environment.GetEnvironmentVariable("INFOSHARE_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
}
