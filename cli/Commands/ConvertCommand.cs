using System.CommandLine;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare convert</c>: other people's lists as records.</summary>
public sealed class ConvertCommand : Command
{
    public ConvertCommand(Terminal terminal)
        : base("convert", "Turn a public list into lines that `infoshare publish` takes.") => Subcommands.Add(new ConvertOfacCommand(terminal));
}
