namespace InfoShare.Storage;

/// <summary>
/// Tables of rows under (partition, row), with atomic commits inside a partition: the Table service's own shape.
/// </summary>
/// <remarks>
/// <para>Promises. A commit is atomic and durable before <see cref="CommitAsync"/> returns Committed; its outcome is true.
/// A read that starts after a commit returned sees it. Range queries give rows in ordinal order of the row key.</para>
/// <para>Limits, of <see cref="StorageLimits"/>, are checked by every adapter before anything is sent: breaking one is a
/// defect of the caller and throws <see cref="StorageLimitException"/>.</para>
/// <para><see cref="StorageUnavailableException"/>: the store could not be asked, and nothing was written.</para>
/// </remarks>
public interface ITables
{
    /// <summary>The row, or null.</summary>
    ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken);

    /// <summary>
    /// One page of the partition's rows with <paramref name="from"/> ≤ row &lt; <paramref name="to"/> (null: unbounded).
    /// A page may be short, even empty, and still have a continuation.
    /// </summary>
    /// <param name="take">Rows of a page at most, 1 to 1,000.</param>
    /// <param name="continuation">From the page before, or null for the first.</param>
    ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken);

    /// <summary>
    /// The row keys of the page that <see cref="QueryAsync"/> would give, for who needs no more: adapters that can leave the rows where
    /// they are do. Pages may be cut elsewhere.
    /// </summary>
    async ValueTask<KeyPage> QueryKeysAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        var page = await QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
        return new([.. page.Entities.Select(entity => entity.Row)], page.Continuation);
    }

    /// <summary>All of the operations in one atomic commit, or none.</summary>
    ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken);

    /// <summary>
    /// Commits one after the other, each begun only when the one before it is committed: the outcomes, of which the last alone may be another
    /// than Committed. Each is atomic by itself; adapters that can make several durable at once do.
    /// </summary>
    /// <param name="commits">At least one.</param>
    async ValueTask<IReadOnlyList<CommitOutcome>> CommitInTurnAsync(
        string table, IReadOnlyList<PartitionWrites> commits, CancellationToken cancellationToken)
    {
        var outcomes = new List<CommitOutcome>(commits.Count);
        foreach (var (partition, writes) in commits)
        {
            outcomes.Add(await CommitAsync(table, partition, writes, cancellationToken));
            if (outcomes[^1] is not CommitOutcome.Committed)
            {
                break;
            }
        }

        return outcomes;
    }
}

/// <summary>The operations of one commit, and the partition that all of them are in.</summary>
public sealed record PartitionWrites(string Partition, IReadOnlyList<TableWrite> Writes);

/// <summary>A page of rows; <paramref name="Continuation"/> is null on the last.</summary>
public sealed record EntityPage(IReadOnlyList<Entity> Entities, string? Continuation);

/// <summary>A page of row keys; <paramref name="Continuation"/> is null on the last.</summary>
public sealed record KeyPage(IReadOnlyList<string> Rows, string? Continuation);
