using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>One process's view of the store: waits for its turn before each call, and meets the planned faults.</summary>
internal sealed class SimulatedTables(SimulatedStore store, SeededScheduler scheduler, Func<Fault> nextFault) : ITables
{
    private const int LongStall = 40;

    public async ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        await ReadAsync(() => store.Get(table, partition, row));

    public async ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        await ReadAsync(() => store.Query(table, partition, from, to, take, continuation));

    public async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        switch (await TurnAsync())
        {
            case Fault.Fails:
                throw new StorageUnavailableException("Simulated.");
            case Fault.FailsButStored:
                store.Commit(table, partition, writes);
                return new CommitOutcome.Unknown("Simulated.");
            case Fault.LandsLate:
                _ = LandAsync();
                return new CommitOutcome.Unknown("Simulated.");
            case Fault.CrashAfter:
                store.Commit(table, partition, writes);
                throw new SimulatedCrashException();
            default:
                return store.Commit(table, partition, writes);
        }

        async Task LandAsync()
        {
            await scheduler.StallAsync(LongStall);
            store.Commit(table, partition, writes);
        }
    }

    private async Task<T> ReadAsync<T>(Func<T> read) => await TurnAsync() switch
    {
        Fault.Fails or Fault.FailsButStored or Fault.LandsLate => throw new StorageUnavailableException("Simulated."),
        Fault.CrashAfter => throw new SimulatedCrashException(),
        _ => read(),
    };

    private async Task<Fault> TurnAsync()
    {
        await scheduler.PauseAsync();
        if (scheduler.Random.Next(20) == 0)
        {
            await scheduler.StallAsync(LongStall);
        }

        var fault = nextFault();
        return fault == Fault.CrashBefore ? throw new SimulatedCrashException() : fault;
    }
}
