using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

public sealed class SequencerTests
{
    private const string Shard = "0a";

    private readonly List<(string Table, IReadOnlyList<TableWrite> Writes)> _commits = [];

    private readonly SimulatedStore _store;

    private readonly SequenceAdvanced _advanced = new();

    public SequencerTests() => _store = new(pageRows: 1000) { Committed = (table, writes) => _commits.Add((table, writes)) };

    private ITables Tables => new DirectTables(_store);

    [Fact]
    public async Task Nothing_Pending_Is_Idle() => Assert.IsType<RoundOutcome.Idle>(await RoundAsync());

    [Fact]
    public async Task A_Published_Version_Gets_The_First_Place_And_Its_Stamp()
    {
        var next = _advanced.Next;
        var pending = Publish(0, 1, clock: 0, after: "");
        Assert.Equal(new RoundOutcome.Advanced(SequenceIndex.Zero, 1, false), await RoundAsync());
        Assert.Equal(0, _store.Get(StorageNames.Tables.Records, Shard, StorageNames.RecordRows.Version(pending.Record, 1))!.Properties.GetInt64("index"));
        Assert.Null(_store.Get(StorageNames.Tables.Records, Shard, pending.Key));
        Assert.Equal([(0, pending.Record.ToString(), 1)], await ReadAsync(0));
        await next;
    }

    [Fact]
    public async Task A_Version_Under_An_Earlier_Clock_Still_Follows_Its_Predecessor()
    {
        var after = "";
        for (var version = 1; version <= 70; version++)
        {
            after = Publish(0, version, clock: 100 - version, after).Key;
        }

        await DrainAsync();
        Assert.Equal(Enumerable.Range(1, 70), (await ReadAsync(0)).Select(row => row.Version));
    }

    [Fact]
    public async Task A_Commit_Has_At_Most_A_Hundred_Rows_And_Fifty_Pairs()
    {
        foreach (var shard in Enumerable.Range(0, 7))
        {
            PublishMany($"0{shard}", 60);
        }

        await DrainAsync(SequencingLimits.Default with { ShardRows = 60 });
        Assert.Equal(420, (await ReadAsync(0)).Count);
        Assert.Equal(100, _commits.Where(commit => commit.Table == StorageNames.Tables.Sequence).Max(commit => commit.Writes.Count));
        Assert.Equal(100, _commits.Where(commit => commit.Table == StorageNames.Tables.Records).Max(commit => commit.Writes.Count));
    }

    [Fact]
    public async Task Large_Entries_Share_A_Commit_Only_Up_To_Three_Mebibytes()
    {
        PublishMany(Shard, 60, new string('x', 60_000));
        await DrainAsync();
        var sizes = _commits.Where(commit => commit.Table == StorageNames.Tables.Sequence).Select(commit => commit.Writes.Count).ToList();
        Assert.Equal(60, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 1, 3 * 1024 * 1024 / 80_000));
    }

    [Fact]
    public async Task A_Commit_Ends_With_Its_Partition()
    {
        SetHead(StorageNames.SequenceRows.PartitionSize - 3);
        PublishMany(Shard, 5);
        await DrainAsync();
        Assert.Equal([3, 2], _commits.Where(commit => commit.Table == StorageNames.Tables.Sequence).Select(commit => commit.Writes.Count));
        Assert.Equal(5, (await ReadAsync(StorageNames.SequenceRows.PartitionSize - 3)).Count);
        Assert.Equal(2, (await ReadAsync(StorageNames.SequenceRows.PartitionSize)).Count);
    }

    [Fact]
    public async Task Busy_Shards_Do_Not_Starve_The_Others()
    {
        foreach (var shard in StorageNames.RecordRows.Shards.Take(32))
        {
            PublishMany(shard, 40);
        }

        PublishMany("3f", 1);
        var sequencer = new Sequencer(Tables, TimeProvider.System, _advanced, SequencingLimits.Default with { RoundRows = 100 });
        for (var rounds = 0; rounds < 8; rounds++)
        {
            await sequencer.RunRoundAsync(StorageNames.RecordRows.Shards, CancellationToken.None);
        }

        Assert.Contains(await ReadAsync(0), row => row.Record == Entries.Record("3f", 0).ToString());
    }

    [Fact]
    public async Task A_Reader_Does_Not_Enter_The_Next_Partition_Before_The_Last_Row_Of_This_One()
    {
        const int Last = StorageNames.SequenceRows.PartitionSize - 1;
        foreach (var index in new[] { Last - 1, Last + 1 })
        {
            Insert(index);
        }

        Assert.Equal([Last - 1], (await ReadAsync(Last - 1)).Select(row => row.Index));
        Insert(Last);
        Assert.Equal([Last - 1, Last, Last + 1], (await ReadAsync(Last - 1)).Select(row => row.Index));
    }

    [Fact]
    public async Task A_Place_Taken_Behind_A_Free_One_Stops_The_Sequencer()
    {
        PublishMany(Shard, 3);
        Insert(1);
        Assert.Equal(new SequenceIndex(0), Assert.IsType<RoundOutcome.Corrupt>(await RoundAsync()).Index);
        Assert.Empty(await ReadAsync(0));
    }

    [Fact]
    public async Task A_Place_Without_Its_Version_Stops_The_Sequencer()
    {
        var pending = Entries.Pending(Entries.Record(Shard, 0), 1, 0, "");
        _store.Commit(StorageNames.Tables.Records, Shard, [new TableWrite.Insert(pending.Key, pending.ToProperties())]);
        Assert.IsType<RoundOutcome.Corrupt>(await RoundAsync());
    }

    [Fact]
    public async Task A_Restored_Store_Has_Another_Epoch_And_The_Same_Place_In_The_Sequence()
    {
        var before = await SequenceHead.LoadAsync(Tables, CancellationToken.None);
        var epoch = await SequenceHead.RenewEpochAsync(Tables, CancellationToken.None);
        var after = await SequenceHead.LoadAsync(Tables, CancellationToken.None);
        Assert.NotEqual(before.Epoch, epoch);
        Assert.Equal((epoch, before.Next), (after.Epoch, after.Next));
    }

    [Fact]
    public async Task The_Epoch_Is_Made_Once()
    {
        var epoch = await SequenceHead.LoadEpochAsync(Tables, CancellationToken.None);
        Assert.Equal(32, epoch.Length);
        Publish(0, 1, 0, "");
        await DrainAsync();
        Assert.Equal(epoch, await SequenceHead.LoadEpochAsync(Tables, CancellationToken.None));
    }

    [Fact]
    public async Task A_Storage_That_Fails_For_Long_Ends_The_Run_As_Interrupted()
    {
        var sequencer = new Sequencer(new UnavailableTables(), TimeProvider.System, _advanced, SequencingLimits.Default);
        Assert.IsType<RoundOutcome.Interrupted>(await sequencer.RunAsync([Shard], CancellationToken.None));
    }

    private PendingRow Publish(int record, int version, long clock, string after)
    {
        var pending = Entries.Pending(Entries.Record(Shard, record), version, clock, after);
        _store.Commit(StorageNames.Tables.Records, Shard, Entries.Commit(pending));
        return pending;
    }

    private void Insert(long index)
    {
        var row = SequenceRow.Of(new(index), Entries.Pending(Entries.Record(Shard, 20), 1, 0, ""));
        _store.Commit(StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(row.Index), [row.ToInsert()]);
    }

    private void PublishMany(string shard, int versions, string reference = "r")
    {
        var after = "";
        for (var version = 1; version <= versions; version++)
        {
            var pending = Entries.Pending(Entries.Record(shard, 0), version, version, after, reference);
            _store.Commit(StorageNames.Tables.Records, shard, Entries.Commit(pending));
            after = pending.Key;
        }

        _commits.Clear();
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(1, 2)]
    public async Task A_Run_Ends_With_A_Small_Round_And_Leaves_What_Was_Committed_Meanwhile_To_Its_Own_Signal(int goOnRows, int sequenced)
    {
        _store.Commit(StorageNames.Tables.Records, Shard, Entries.Commit(Entries.Pending(Entries.Record(Shard, 0), 1, 0, "")));
        var tables = new LateCommit(Tables, () => _store.Commit(StorageNames.Tables.Records, Shard, Entries.Commit(Entries.Pending(Entries.Record(Shard, 1), 1, 1, ""))));

        await new Sequencer(tables, TimeProvider.System, _advanced, new() { GoOnRows = goOnRows }).RunAsync([Shard], CancellationToken.None);

        Assert.Equal(sequenced, (await ReadAsync(0)).Count);
        await DrainAsync();
        Assert.Equal(2, (await ReadAsync(0)).Count);
    }

    private void SetHead(long next)
    {
        var properties = new Properties { { "next", next }, { "epoch", "e" } };
        _store.Commit(
            StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, [new TableWrite.Insert(StorageNames.SequenceRows.HeadRow, properties)]);
    }

    private Sequencer NewSequencer(SequencingLimits? limits = null) => new(Tables, TimeProvider.System, _advanced, limits ?? SequencingLimits.Default);

    private Task<RoundOutcome> RoundAsync() => NewSequencer().RunRoundAsync(StorageNames.RecordRows.Shards, CancellationToken.None);

    private Task DrainAsync(SequencingLimits? limits = null) => NewSequencer(limits).RunUntilIdleAsync();

    private async Task<List<(long Index, string Record, int Version)>> ReadAsync(long from)
    {
        var rows = new List<(long, string, int)>();
        await foreach (var (index, entry) in new SequenceReader(Tables, SequencingLimits.Default).ReadAsync(new(from), "", CancellationToken.None))
        {
            rows.Add((index.Value, entry.Header.Id.ToString(), entry.Header.Version));
        }

        return rows;
    }

    /// <summary>Something that is committed once the round has its list.</summary>
    private sealed class LateCommit(ITables inner, Action commit) : Variant(inner)
    {
        private int _calls;

        public override async ValueTask<CommitOutcome> CommitAsync(
            string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            if (table == StorageNames.Tables.Sequence && Interlocked.Increment(ref _calls) == 1)
            {
                commit();
            }

            return await base.CommitAsync(table, partition, writes, cancellationToken);
        }
    }
}
