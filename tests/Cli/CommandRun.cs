using System.Text;
using InfoShare.Cli;

namespace InfoShare.Tests.Cli;

/// <summary>One command line run in this process, with nothing of this process's surroundings.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => WithAsync("", [], arguments);

    public static async Task<CommandRun> WithAsync(string input, Dictionary<string, string> environment, params string[] arguments)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        using var stdin = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var terminal = new Terminal(stdin, output, error, environment.GetValueOrDefault, isInteractive: false);
        var code = await new InfoShareCommand(terminal).RunAsync(arguments, CancellationToken.None);
        return new(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
