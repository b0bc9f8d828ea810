namespace InfoShare.Cli.Hub;

/// <summary>The hub could not be reached, or refused; ends with <see cref="ExitCodes.HubRefused"/>.</summary>
/// <param name="message">One line or several, for a person.</param>
/// <param name="status">The HTTP status, or null where no answer came.</param>
/// <param name="isProblem">Whether the answer was a problem document: the hub's own words, not those of something before it.</param>
public sealed class HubRefusedException(string message, int? status = null, bool isProblem = false) : Exception(message)
{
    public int? Status { get; } = status;

    public bool IsProblem { get; } = isProblem;
}
