using System.CommandLine;
using InfoShare.Records;
using InfoShare.Submissions.Csv;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare template</c>: an empty CSV to fill in.</summary>
public sealed class TemplateCommand : Command
{
    public TemplateCommand(Terminal terminal)
        : base("template", """
            Print an empty CSV with the documented columns. Fill in what you have, delete the columns that you do not need; lists go on
            with name.2, measure.2.kind and so on.

              infoshare template sanctions > sanctions.csv
              infoshare publish sanctions.csv --kind sanction
            """)
    {
        Subcommands.Add(Of(terminal, "sanctions", RecordKind.Sanction));
        Subcommands.Add(Of(terminal, "cases", RecordKind.Case));
        Subcommands.Add(Of(terminal, "alerts", RecordKind.Alert));
    }

    private static Command Of(Terminal terminal, string name, RecordKind kind)
    {
        var command = new Command(name, $"Columns of {name}.");
        command.SetAction(_ =>
        {
            CsvTemplate.Write(kind, terminal.Out);
            return ExitCodes.Done;
        });
        return command;
    }
}
