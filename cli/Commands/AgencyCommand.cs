using System.CommandLine;

namespace InfoShare.Cli.Commands;

/// <summary><c>infoshare agency</c>: the registry.</summary>
public sealed class AgencyCommand : Command
{
    public AgencyCommand(Terminal terminal)
        : base("agency", "See and keep the registry of agencies. Adding and suspending need the role administrator.")
    {
        Subcommands.Add(new AgencyAddCommand(terminal));
        Subcommands.Add(new AgencyListCommand(terminal));
        Subcommands.Add(new AgencySuspendCommand(terminal));
    }
}
