namespace InfoShare.Cli;

/// <summary>What the tool's exit tells a script.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The work was done, but the hub rejected some of it, or does not give out some of what was asked for just now. What changes nothing is not rejected.</summary>
    public const int SomeRejected = 1;

    /// <summary>The command line, or a file that it names, cannot be used; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>The hub could not be reached, or refused.</summary>
    public const int HubRefused = 3;

    /// <summary>Something else went wrong, such as a full disk: for a script the same as a hub that is away.</summary>
    public const int Failed = HubRefused;
}
