using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace InfoShare.Cli.Output;

/// <summary>Shows how far a long work is: a bar where a person looks, else a line now and then on the error stream.</summary>
public static class ProgressDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <param name="work">Is given what to call with: what is being done, how much of it is, and how much there is.</param>
    public static Task RunAsync(Terminal terminal, Func<Action<string, long, long>, Task> work) =>
        terminal.IsInteractive ? WithBarAsync(terminal, work) : WithLinesAsync(terminal, work);

    private static Task WithBarAsync(Terminal terminal, Func<Action<string, long, long>, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        return console.Progress().StartAsync(async context =>
        {
            ProgressTask? bar = null;
            await work((what, done, all) =>
            {
                if (bar is null || bar.Description != what)
                {
                    bar?.StopTask();
                    bar = context.AddTask(what);
                }

                bar.MaxValue = Math.Max(all, 1);
                bar.Value = done;
            });
        });
    }

    private static Task WithLinesAsync(Terminal terminal, Func<Action<string, long, long>, Task> work)
    {
        var last = 0L;
        return work((what, done, all) =>
        {
            if (last == 0 || done == all || Stopwatch.GetElapsedTime(last) >= BetweenLines)
            {
                last = Stopwatch.GetTimestamp();
                terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {done} of {all}"));
            }
        });
    }
}
