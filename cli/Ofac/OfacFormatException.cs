namespace InfoShare.Cli.Ofac;

/// <summary>A file is not what the list's files are; nothing after the place was read.</summary>
public sealed class OfacFormatException(string message) : Exception(message);
