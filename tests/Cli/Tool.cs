using System.Diagnostics;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

/// <summary>The built tool, as a process of its own, asking one hub with one token.</summary>
internal sealed class Tool(Uri hub, string? token = null)
{
    public Task<CommandRun> RunAsync(params string[] arguments) => WithInputAsync("", arguments);

    public async Task<CommandRun> WithInputAsync(string input, params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("InfoShare.Cli", "infoshare", arguments);
        start.Environment["INFOSHARE_HUB"] = hub.ToString();
        if (token is not null)
        {
            start.Environment["INFOSHARE_TOKEN"] = token;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
