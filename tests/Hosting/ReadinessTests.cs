using InfoShare.Functions.Health;
using InfoShare.Storage;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Hosting;

/// <summary>The one address that anyone may ask as often as it likes.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task However_Often_It_Is_Asked_The_Store_Is_Asked_Once_A_Second()
    {
        var tables = new CountingTables();
        var time = new ManualTime();
        var store = new StoreAnswers(tables, time);
        for (var request = 0; request < 100; request++)
        {
            await store.AskAsync(CancellationToken.None);
        }

        Assert.Equal(1, tables.Reads);
        time.Advance(TimeSpan.FromSeconds(1));
        await store.AskAsync(CancellationToken.None);
        Assert.Equal(2, tables.Reads);
    }

    [Fact]
    public async Task A_Store_That_Does_Not_Answer_Is_Asked_Again_A_Second_Later()
    {
        var tables = new CountingTables { IsGone = true };
        var time = new ManualTime();
        var store = new StoreAnswers(tables, time);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.AskAsync(CancellationToken.None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.AskAsync(CancellationToken.None));
        Assert.Equal(1, tables.Reads);
        tables.IsGone = false;
        time.Advance(TimeSpan.FromSeconds(1));
        await store.AskAsync(CancellationToken.None);
    }

    private sealed class CountingTables : ITables
    {
        public int Reads { get; private set; }

        public bool IsGone { get; set; }

        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
        {
            Reads++;
            return IsGone ? throw new StorageUnavailableException("Gone.") : new((Entity?)null);
        }

        public ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
