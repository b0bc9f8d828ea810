namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>A COMMIT failed in a way that does not tell whether the change was stored; for operations whose outcome has no word for it.</summary>
internal sealed class UncertainCommitException(string reason) : IOException($"It is not known whether the change was stored: {reason}");
