using System.Diagnostics;

namespace InfoShare.Tests.Bicep;

/// <summary>
/// A test that reads Bicep with a grammar which runs in Node. Skipped where there is no Node; in CI (<c>CI=true</c>), where <c>.ci/run</c>
/// installs it, the test runs all the same, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly bool IsThere = Answers();

    public NodeFactAttribute()
    {
        if (!IsThere && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "There is no Node.js of version 20 or later (apt-get install nodejs npm), with which these tests read Bicep.";
        }
    }

    private static bool Answers()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            var version = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            return node.ExitCode == 0 && int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= 20;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
