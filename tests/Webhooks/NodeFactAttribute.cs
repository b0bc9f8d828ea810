using System.Diagnostics;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Webhooks;

/// <summary>A test that needs Node and the packages of tests/Webhooks; skipped without them, but not in CI.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(Find);

    public NodeFactAttribute()
    {
        if (Missing.Value is { } missing && Environment.GetEnvironmentVariable("CI") is null)
        {
            Skip = missing;
        }
    }

    private static string? Find()
    {
        if (!Directory.Exists(Path.Combine(Repository.Root, "tests", "Webhooks", "node_modules", "standardwebhooks")))
        {
            return "The receiver's packages are not installed: npm ci --prefix tests/Webhooks";
        }

        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return node.ExitCode == 0 ? null : "Node does not run.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Node is not installed.";
        }
    }
}
