using System.Diagnostics;
using System.Reflection;

namespace InfoShare.Tests.Bicep;

/// <summary>The compiler of the templates, from its NuGet package.</summary>
internal static class BicepCompiler
{
    /// <summary>The executable; null where its package is not there for the machine.</summary>
    public static string? Program { get; } =
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(attribute => attribute.Key == "BicepCompiler")?.Value;

    /// <summary>What the compiler prints; fails with its words if there are any, warnings included.</summary>
    public static string Run(string folder, params IEnumerable<string> arguments)
    {
        var (output, errors, code) = Start(folder, arguments);
        Assert.True(code == 0 && errors.Length == 0, $"bicep {string.Join(' ', arguments)} ended with {code}: {errors}{output}");
        return output;
    }

    /// <summary>As <see cref="Run"/>, of a command that says by itself that it is not to be relied on; what it makes is compiled afterwards.</summary>
    public static string RunDespiteWarning(string folder, params IEnumerable<string> arguments)
    {
        var (output, errors, code) = Start(folder, arguments);
        Assert.True(code == 0, $"bicep {string.Join(' ', arguments)} ended with {code}: {errors}{output}");
        return output;
    }

    private static (string Output, string Errors, int Code) Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program!, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.GetAwaiter().GetResult(), process.ExitCode);
    }
}

/// <summary>A test that needs the compiler: skipped, with the reason, where there is no package of it; in CI that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() => Skip = Why();

    internal static string? Why() => BicepCompiler.Program is null ? "The compiler's package is for Linux on x64." : null;
}

/// <summary>As <see cref="CompilerFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = CompilerFactAttribute.Why();
}
