using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using InfoShare.Cli.Commands;
using InfoShare.Cli.Hub;

namespace InfoShare.Cli;

/// <summary>The tool: its list of commands, and what every way of failing exits with.</summary>
public sealed class InfoShareCommand : RootCommand
{
    private readonly Terminal _terminal;

    public InfoShareCommand(Terminal terminal)
        : base("""
            Publish to an InfoShare hub and look up what others published.

            The hub and your token come from --hub and --token, or from INFOSHARE_HUB and INFOSHARE_TOKEN.
            Exit codes: 0 done, 1 some lines rejected (or segments withdrawn), 2 wrong usage, 3 hub unreachable or refused, or another failure.
            """)
    {
        _terminal = terminal;
        Subcommands.Add(new ConvertCommand(terminal));
        Subcommands.Add(new TokenCommand(terminal, TimeProvider.System));
        Subcommands.Add(new WhoAmICommand(terminal));
        Subcommands.Add(new AgencyCommand(terminal));
        Subcommands.Add(new PublishCommand(terminal));
        Subcommands.Add(new FeedCommand(terminal));
        Subcommands.Add(new FeedKeyCommand(terminal));
        Subcommands.Add(new TemplateCommand(terminal));
        Subcommands.Add(new LookUpCommand(terminal));
        Subcommands.Add(new ScreenCommand(terminal));
        Subcommands.Add(new FollowCommand(terminal, TimeProvider.System));
        Subcommands.Add(new DownloadCommand(terminal));
    }

    /// <summary>Runs one command line and returns its exit code; see <see cref="ExitCodes"/>.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The end of the program: scripts need an exit code, people a sentence.")]
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var parsed = Parse(arguments);
        if (parsed.Action is ParseErrorAction wrong && arguments.Length > 0)
        {
            // What is wrong in a line or two, not lost above a page of help.
            wrong.ShowHelp = false;
        }

        var configuration = new InvocationConfiguration { Output = _terminal.Out, Error = _terminal.Error, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await parsed.InvokeAsync(configuration, cancellation);
            return parsed.Action is ParseErrorAction ? await HintAsync(parsed) : code;
        }
        catch (UsageException failure)
        {
            await _terminal.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Usage;
        }
        catch (HubRefusedException refusal)
        {
            await _terminal.Error.WriteLineAsync(refusal.Message);
            return ExitCodes.HubRefused;
        }
        catch (OperationCanceledException)
        {
            await _terminal.Error.WriteLineAsync("Stopped before the end; the same command can be run again.");
            return ExitCodes.Failed;
        }
        catch (Exception fault)
        {
            await _terminal.Error.WriteLineAsync($"The command failed: {fault.Message.ReplaceLineEndings(" ")} ({fault.GetType().Name})");
            return ExitCodes.Failed;
        }
    }

    private async Task<int> HintAsync(ParseResult parsed)
    {
        var commands = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            commands.Insert(0, at is CommandResult { Command: not RootCommand } command ? command.Command.Name : "infoshare");
        }

        await _terminal.Error.WriteLineAsync($"See `{string.Join(' ', commands)} --help`.");
        return ExitCodes.Usage;
    }
}
