using InfoShare.Functions.Hosting;
using InfoShare.Functions.Sequencing;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Time;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfoShare.Tests.Sequencing;

public sealed class SequencingRunsTests
{
    private readonly SimulatedStore _store = new(1000);

    private readonly ManualTime _time = new();

    private readonly QueueNudges _nudges = new();

    private readonly SequenceSignal _signal = new();

    [Fact]
    public async Task What_Is_Asked_For_During_A_Run_Merges_Into_One_More()
    {
        using var tables = new GatedTables(new DirectTables(_store));
        var runs = NewRuns(tables);
        var first = runs.RunAsync(["00"], CancellationToken.None);
        await Eventually.TrueAsync(() => tables.HeadsRead == 1, "the first run is under way");
        Task[] others = [.. Enumerable.Range(0, 20).Select(_ => runs.RunAsync(["01"], CancellationToken.None))];
        Assert.DoesNotContain(others, task => task.IsCompleted);
        tables.Open();
        await Task.WhenAll([first, .. others]);

        // The head of an empty store is read twice in the first round, which makes it, and once in every other.
        Assert.Equal(3, tables.HeadsRead);
    }

    [Fact]
    public async Task A_Run_That_The_Storage_Interrupts_Fails_And_The_Next_Starts_Afresh()
    {
        var runs = new SequencingRuns(
            new(new UnavailableTables(), TimeProvider.System, new(), SequencingLimits.Default), new(new UnavailableTables(), TimeProvider.System), NewLifetime(), NullLogger<SequencingRuns>.Instance);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => runs.RunAsync(["00"], CancellationToken.None));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => runs.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_Oldest_Version_That_Waits_Tells_For_How_Long_It_Has()
    {
        var age = new PendingAge(new DirectTables(_store), _time);
        Assert.Equal(TimeSpan.Zero, await age.OldestAsync(CancellationToken.None));
        foreach (var (shard, seconds) in new[] { ("3f", 10), ("0a", 90) })
        {
            var row = StorageNames.RecordRows.Pending(_time.GetUtcNow().AddSeconds(-seconds), "t");
            _store.Commit(StorageNames.Tables.Records, shard, [new TableWrite.Insert(row, [])]);
        }

        Assert.Equal(TimeSpan.FromSeconds(90), await age.OldestAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Signals_Are_Sent_At_Once_And_Then_At_Most_Every_Quarter_Of_A_Second()
    {
        var queues = new ClockedQueues(_time);
        using var sender = new SequenceSignalSender(_signal, queues, _time, NullLogger<SequenceSignalSender>.Instance);
        await sender.StartAsync(CancellationToken.None);
        _signal.Raise("0a");
        await Eventually.TrueAsync(() => queues.Texts("sequence").Count == 1, "the first is sent at once");
        for (var i = 0; i < 1000; i++)
        {
            _signal.Raise(i % 2 == 0 ? "0b" : "3f");
        }

        Assert.Single(queues.Texts("sequence"));
        await _time.AdvanceUntilAsync(SequenceSignalSender.Interval, () => queues.Texts("sequence").Count == 2);
        Assert.Equal(["""{"v":1,"shards":["0a"]}""", """{"v":1,"shards":["0b","3f"]}"""], queues.Texts("sequence"));
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_Signal_That_Cannot_Be_Sent_Goes_With_The_Next()
    {
        var queues = new ClockedQueues(_time) { Away = true };
        using var sender = new SequenceSignalSender(_signal, queues, _time, NullLogger<SequenceSignalSender>.Instance);
        await sender.StartAsync(CancellationToken.None);
        _signal.Raise("0a");
        await _time.AdvanceUntilAsync(SequenceSignalSender.Interval, () => _time.GetUtcNow().Second >= 2);
        queues.Away = false;
        await _time.AdvanceUntilAsync(SequenceSignalSender.Interval, () => queues.Texts("sequence").Count > 0);
        Assert.Equal(["""{"v":1,"shards":["0a"]}"""], queues.Texts("sequence"));
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Standing_Alone_A_Signal_Is_Followed_Without_Waiting_For_A_Poll()
    {
        var queues = new NudgingQueues(new ClockedQueues(_time), _nudges);
        var runs = NewRuns(new DirectTables(_store));
        using var sender = new SequenceSignalSender(_signal, queues, _time, NullLogger<SequenceSignalSender>.Instance);
        using var host = new StandaloneTriggers(
            [new("sequence", StorageNames.Queues.Sequence, runs.HandleAsync)], [], queues, _nudges, _time, new(), NewLifetime(), NullLogger<StandaloneTriggers>.Instance);
        await sender.StartAsync(CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        var pending = Entries.Pending(Entries.Record("0a", 0), 1, 0, "");
        _store.Commit(StorageNames.Tables.Records, "0a", Entries.Commit(pending));
        _signal.Raise("0a");
        await Eventually.TrueAsync(
            () => _store.Get(StorageNames.Tables.Records, "0a", StorageNames.RecordRows.Version(pending.Record, 1))!.Properties.GetInt64("index") == 0,
            "sequenced while the clock stands still");
        await host.StopAsync(CancellationToken.None);
        await sender.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("""{"v":1,"shards":["00","3f"]}""", 2)]
    [InlineData("""{"v":1,"shards":["00","zz",7]}""", 1)]
    [InlineData("""{"v":1,"shards":[]}""", 64)]
    [InlineData("""{"v":2,"shards":["00"]}""", 64)]
    [InlineData("""{"shards":["00"]}""", 64)]
    [InlineData("[]", 64)]
    [InlineData("hello", 64)]
    [InlineData("", 64)]
    public void A_Message_Names_Shards_Or_Means_All(string message, int shards) => Assert.Equal(shards, SequenceMessage.Decode(message).Count);

    private static ApplicationLifetime NewLifetime() => new(NullLogger<ApplicationLifetime>.Instance);

    private SequencingRuns NewRuns(ITables tables) =>
        new(new(tables, _time, new(), SequencingLimits.Default), new(tables, _time), NewLifetime(), NullLogger<SequencingRuns>.Instance);

    /// <summary>Holds every read of the head until it is opened.</summary>
    private sealed class GatedTables(ITables inner) : Variant(inner), IDisposable
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int _headsRead;

        public int HeadsRead => Volatile.Read(ref _headsRead);

        public void Open() => _open.SetResult();

        public void Dispose() => _open.TrySetResult();

        public override async ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
        {
            if (table == StorageNames.Tables.SequenceHead)
            {
                Interlocked.Increment(ref _headsRead);
                await _open.Task;
            }

            return await base.GetAsync(table, partition, row, cancellationToken);
        }
    }
}
