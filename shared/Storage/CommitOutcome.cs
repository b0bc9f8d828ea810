namespace InfoShare.Storage;

/// <summary>What became of a commit; a closed set.</summary>
public abstract record CommitOutcome
{
    private CommitOutcome()
    {
    }

    /// <summary>Every operation took effect and is durable.</summary>
    /// <param name="ETags">The new ETag of each operation's row, in the order of the operations; empty for a deletion.</param>
    public sealed record Committed(IReadOnlyList<string> ETags) : CommitOutcome;

    /// <summary>No operation took effect, because one's condition did not hold.</summary>
    /// <param name="Operation">Index of the first operation that did not hold.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Conflict(int Operation, ConflictReason Reason) : CommitOutcome;

    /// <summary>Either all or none took effect, possibly later still: find out by reading.</summary>
    /// <param name="Reason">What went wrong, for the log.</param>
    public sealed record Unknown(string Reason) : CommitOutcome;

    /// <summary>
    /// Looks for what became of the commit. A store that cannot be asked then has not said that nothing was written: after an unknown outcome that stays
    /// unknown.
    /// </summary>
    /// <exception cref="StorageUncertainException">The outcome was unknown and the store cannot be asked.</exception>
    /// <exception cref="StorageUnavailableException">The outcome was known and the store cannot be asked.</exception>
    public async ValueTask<T> LookAsync<T>(Func<ValueTask<T>> look)
    {
        try
        {
            return await look();
        }
        catch (StorageUnavailableException fault) when (this is Unknown unknown)
        {
            throw new StorageUncertainException(unknown.Reason, fault);
        }
    }
}

/// <summary>Why an operation's condition did not hold.</summary>
public enum ConflictReason
{
    /// <summary>An insert found the row there.</summary>
    Exists,

    /// <summary>The row is not there.</summary>
    Missing,

    /// <summary>The row's ETag is another.</summary>
    Changed,
}
