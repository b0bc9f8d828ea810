using System.Diagnostics;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.NodeJs;

/// <summary>
/// Node and npm, which some tests run: they are skipped where there is no Node of version 20 or later; in CI (<c>CI=true</c>), where
/// <c>.ci/run</c> installs it, they run all the same, and fail.
/// </summary>
internal static class NodePrograms
{
    private const int LeastVersion = 20;

    public static string? Node { get; } = Find("node");

    public static string? Npm { get; } = Find("npm");

    private static bool IsCi { get; } = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsThere { get; } = Npm is not null && Version() >= LeastVersion;

    /// <summary>Why such a test cannot run here; null if it can, or must.</summary>
    /// <param name="packages">A folder below <c>tests</c> whose packages it needs, or null.</param>
    public static string? WhyNot(string? packages = null)
    {
        if (IsCi)
        {
            return null;
        }

        if (!IsThere)
        {
            return $"There is no Node.js of version {LeastVersion} or later with npm (apt-get install nodejs npm).";
        }

        return packages is null || Directory.Exists(Path.Combine(Repository.Root, "tests", packages, "node_modules"))
            ? null
            : $"The packages are not installed: npm ci --prefix tests/{packages}";
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, program), Path.Combine(folder, $"{program}.exe"), Path.Combine(folder, $"{program}.cmd")])
            .FirstOrDefault(File.Exists);

    private static int Version()
    {
        if (Node is null)
        {
            return 0;
        }

        using var node = Process.Start(new ProcessStartInfo(Node, "--version") { RedirectStandardOutput = true })!;
        var version = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return int.TryParse(version.TrimStart('v').Split('.')[0], out var major) ? major : 0;
    }
}
