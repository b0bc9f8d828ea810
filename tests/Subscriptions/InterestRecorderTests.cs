using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Subscriptions;
using InfoShare.Storage;
using InfoShare.Subscriptions;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfoShare.Tests.Subscriptions;

public sealed class InterestRecorderTests
{
    [Fact]
    public async Task What_Was_Looked_Up_While_The_Store_Was_Away_Is_Noted_When_It_Is_Back()
    {
        using var store = new EmbeddedStore();
        var keys = await HubKeys.LoadAsync(store.Store.Blobs, CancellationToken.None);
        var tables = new AbsentTables();
        var interests = new InterestStore(tables, keys);
        using var recorder = new InterestRecorder(new SubscriptionStore(tables), interests, TimeProvider.System, NullLogger<InterestRecorder>.Instance);
        var caller = new Caller { Agency = AgencyId.Parse("de-market"), Kind = AgencyKind.MarketRegulator };
        await recorder.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => tables.Asked > 0, "it has begun");
        recorder.Listen(caller.Agency);
        tables.IsAway = true;
        recorder.Note(caller, "Ostwind Quarz Ltd");
        await Eventually.TrueAsync(() => tables.Refused > 0, "the store has refused the note");
        tables.IsAway = false;
        var hash = interests.HashesOf("Ostwind Quarz Ltd")[0];
        await Eventually.TrueAsync(async () => (await interests.FindAsync([hash], CancellationToken.None)).ContainsKey(caller.Agency), "the look-up is noted");
        await recorder.StopAsync(CancellationToken.None);
    }

    /// <summary>Tables that are away for a while.</summary>
    private sealed class AbsentTables : ITables
    {
        private readonly MemoryTables _tables = new();

        public volatile bool IsAway;

        public volatile int Refused;

        public volatile int Asked;

        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) => _tables.GetAsync(table, partition, row, cancellationToken);

        public ValueTask<EntityPage> QueryAsync(string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
        {
            Asked++;
            return _tables.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
        }

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            if (!IsAway)
            {
                return _tables.CommitAsync(table, partition, writes, cancellationToken);
            }

            Refused++;
            throw new StorageUnavailableException("The store is away.");
        }
    }
}
