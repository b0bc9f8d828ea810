using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>The simulated store without any simulation of time and faults.</summary>
internal sealed class DirectTables(SimulatedStore store) : ITables
{
    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Get(table, partition, row));

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Query(table, partition, from, to, take, continuation));

    public ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(store.Commit(table, partition, writes));
}

/// <summary>A store that cannot be asked.</summary>
internal sealed class UnavailableTables : ITables
{
    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        throw new StorageUnavailableException("Away.");

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        throw new StorageUnavailableException("Away.");

    public ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        throw new StorageUnavailableException("Away.");
}
