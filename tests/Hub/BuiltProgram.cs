using System.Diagnostics;

namespace InfoShare.Tests.Hub;

/// <summary>A program of this solution as it was built beside the tests, in the same configuration.</summary>
internal static class BuiltProgram
{
    /// <param name="project">The project's name, which is its folder of output.</param>
    /// <param name="assembly">The program's file without its ending.</param>
    /// <param name="arguments">Its command line.</param>
    public static ProcessStartInfo StartInfo(string project, string assembly, IEnumerable<string> arguments)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(tests.Parent!.Parent!.FullName, project, tests.Name, $"{assembly}.dll");
        Assert.True(File.Exists(path), $"{path} is not built.");

        // The host runs the program in its own process: its id is the program's.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(path);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var inherited in new[] { "INFOSHARE_HUB", "INFOSHARE_TOKEN", "ASPNETCORE_URLS", "FUNCTIONS_CUSTOMHANDLER_PORT" })
        {
            start.Environment.Remove(inherited);
        }

        return start;
    }
}
