using Spectre.Console;

namespace InfoShare.Cli.Output;

/// <summary>Tables on the output: drawn where a person looks, else as wide as they are, so that other tools can read them.</summary>
public static class Tables
{
    private const int PipeWidth = 4000;

    public static void Write(Terminal terminal, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var table = new Table { Border = terminal.IsInteractive ? TableBorder.Rounded : TableBorder.None };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Spectre.Console.Text(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        ConsoleOf(terminal).Write(table);
    }

    private static IAnsiConsole ConsoleOf(Terminal terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = terminal.IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!terminal.IsInteractive)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
