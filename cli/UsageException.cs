namespace InfoShare.Cli;

/// <summary>What was asked cannot be done as it was asked; ends with <see cref="ExitCodes.Usage"/> and the message.</summary>
public sealed class UsageException(string message) : Exception(message);
