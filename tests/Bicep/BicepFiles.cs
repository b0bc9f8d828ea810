using System.Diagnostics;
using System.Text.Json;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Bicep;

/// <summary>The project's Bicep files, read once for all tests.</summary>
internal static class BicepFiles
{
    private static readonly Lazy<List<BicepFile>> Files = new(Read);

    public static string Folder { get; } = Path.Combine(Repository.Root, "bicep");

    public static IReadOnlyList<BicepFile> All => Files.Value;

    public static BicepFile Main => Get("main");

    public static BicepFile Get(string name) => All.Single(file => file.Name == name);

    private static List<BicepFile> Read()
    {
        var tests = Path.Combine(Repository.Root, "tests", "Bicep");
        if (!Directory.Exists(Path.Combine(tests, "node_modules", "tree-sitter-bicep")))
        {
            Run(tests, "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        }

        var files = Directory.EnumerateFiles(Folder, "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var text = Run(tests, "node", ["parse.mjs", .. files]);
        return JsonSerializer.Deserialize<List<BicepFile>>(text, JsonSerializerOptions.Web)!;
    }

    private static string Run(string folder, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        return output;
    }
}
