namespace InfoShare.Storage;

/// <summary>The store could not be asked or had no room, and nothing was written: the caller may try again later (503).</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the log gets: the reason alone. Where in the program it was met says nothing of an outage, and an outage is met for every call.</summary>
    public override string ToString() => $"{nameof(StorageUnavailableException)}: {Message}";
}

/// <summary>
/// It is not known whether a write took effect, or will: for operations whose outcome has no word for it. Who asked finds out by looking, or
/// asks again where that is harmless (503).
/// </summary>
public sealed class StorageUncertainException(string reason, Exception? inner = null)
    : IOException($"It is not known whether the change was stored: {reason}", inner)
{
    /// <inheritdoc cref="StorageUnavailableException.ToString"/>
    public override string ToString() => $"{nameof(StorageUncertainException)}: {Message}";
}

/// <summary>A limit of <see cref="StorageLimits"/> would be broken: a defect of the calling code, since inputs are bounded before.</summary>
public sealed class StorageLimitException(string message) : Exception(message)
{
    /// <summary>Throws "{what} {rule}." if the limit is broken.</summary>
    internal static void ThrowIf(bool broken, string what, string rule)
    {
        if (broken)
        {
            throw new StorageLimitException($"{what} {rule}.");
        }
    }
}
