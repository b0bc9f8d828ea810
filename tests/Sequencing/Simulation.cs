using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Submissions;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Sequencing;

/// <summary>
/// One world: records published under skewed clocks, sequencers that crash and start anew, calls that fail, are stored all the same or land
/// late, and a reader that tails. When all have come to rest, everything that was committed is looked for in the sequence.
/// </summary>
internal sealed class Simulation
{
    private const int Sequencers = 2;

    private const int MaxRounds = 400;

    private static readonly SequencingLimits Limits = new()
    {
        CommitRows = 2,
        CommitPairs = 2,
        RoundRows = 5,
        ShardRows = 3,
        Concurrency = 2,
        ReadRows = 1,
        SegmentRows = 2,
    };

    private static readonly (RecordId Id, int Versions)[] Records = [(Entries.Record("00", 0), 3), (Entries.Record("00", 1), 2), (Entries.Record("3f", 2), 2)];

    private static readonly string[] Shards = ["00", "3f"];

    private const string Epoch = "e";

    /// <summary>Four short of a partition's end, so that every run crosses it, and at the beginning of a segment.</summary>
    private static readonly SequenceIndex Start = new(StorageNames.SequenceRows.PartitionSize - 4);

    private readonly SeededScheduler _scheduler;

    private readonly SimulatedStore _store;

    private readonly MemoryBlobs _blobs = new();

    private readonly FaultPlan _faults;

    private readonly Func<ITables, ITables> _variant;

    private readonly bool _sharing;

    private readonly ManualTime _time = new();

    private readonly Dictionary<SequenceIndex, (RecordId, long)> _written = [];

    private readonly Dictionary<SequenceIndex, (RecordId, long)> _read = [];

    private int _publishing = Records.Length;

    private int _working = Sequencers;

    private Simulation(int seed, FaultPlan faults, Func<ITables, ITables> variant, bool sharing)
    {
        _scheduler = new(seed);
        _sharing = sharing;
        _faults = faults;
        _variant = variant;
        _store = new(pageRows: 2) { Committed = NoteSequenceRows };
        _store.Commit(
            StorageNames.Tables.SequenceHead,
            StorageNames.SequenceRows.HeadPartition,
            [new TableWrite.Insert(StorageNames.SequenceRows.HeadRow, new() { { "next", Start.Value }, { "epoch", Epoch } })]);
    }

    /// <summary>Segments that were sealed, and entries that were read from them.</summary>
    public int Sealed { get; private set; }

    /// <summary>The first thing that went wrong, or null.</summary>
    public string? Violation { get; private set; }

    /// <summary>Storage calls that the sequencers made while faults could happen.</summary>
    public int Calls { get; private set; }

    /// <param name="sharing">The sequencers have a lease beside the head, and one that finds it held goes on now and then all the same.</param>
    public static Simulation Run(int seed, FaultPlan faults, Func<ITables, ITables>? variant = null, bool sharing = false)
    {
        var simulation = new Simulation(seed, faults, variant ?? (tables => tables), sharing);

        // Without the test runner's context, awaits go on inside the scheduler's call, on this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            simulation.Run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        return simulation;
    }

    private void Run()
    {
        // All before the start counts as sealed.
        _blobs.WriteAsync(
            StorageNames.Containers.Segments, StorageNames.SegmentBlobs.Name(Epoch, new(Start.Value - Limits.SegmentRows)), new MemoryStream([0]), new BlobCondition.CreateOnly(), default)
            .AsTask().GetAwaiter().GetResult();
        List<Task> actors = [.. Records.Select(record => PublishAsync(record.Id, record.Versions)), ReadAsync(), SealAsync()];
        actors.AddRange(Enumerable.Range(0, Sequencers).Select(_ => SequenceAsync()));
        _scheduler.Run();
        actors.Add(ComeToRestAsync());
        _scheduler.Run();
        actors.ForEach(actor => actor.GetAwaiter().GetResult());
        VerifyAtRest();
        VerifySegments();
    }

    private async Task PublishAsync(RecordId record, int versions)
    {
        var after = "";
        for (var version = 1; version <= versions; version++)
        {
            await _scheduler.StallAsync(30);
            var pending = Entries.Pending(record, version, _scheduler.Random.Next(6), after);
            _store.Commit(StorageNames.Tables.Records, record.Shard, Entries.Commit(pending));
            after = pending.Key;
        }

        _publishing--;
    }

    private async Task SequenceAsync()
    {
        while (true)
        {
            var tables = _variant(new SimulatedTables(_store, _scheduler, NextFault));
            var lease = _sharing ? new SequenceLease(tables, _time) : null;
            var sequencer = new Sequencer(tables, TimeProvider.System, new SequenceAdvanced(), Limits, lease);
            try
            {
                while (true)
                {
                    string[] shards = _scheduler.Random.Next(4) == 0 ? [Shards[_scheduler.Random.Next(2)]] : Shards;
                    await TakeAsync(lease, shards);
                    var outcome = await sequencer.RunRoundAsync(shards, CancellationToken.None);
                    Note(outcome);
                    if (Violation is not null || (_publishing == 0 && outcome is RoundOutcome.Idle && shards.Length == Shards.Length))
                    {
                        _working--;
                        return;
                    }
                }
            }
            catch (SimulatedCrashException)
            {
                // The next process starts without memory.
            }
            catch (Exception fault) when (fault is not SimulatedCrashException)
            {
                Check(false, fault.ToString());
                _working--;
                return;
            }
        }
    }

    /// <summary>
    /// Now and then, with others that do the same: takes the lease, or a round goes on without; lets it go, or leaves it. Nothing that is asked
    /// here is heeded, for a hint may be wrong in every way.
    /// </summary>
    private async Task TakeAsync(SequenceLease? lease, string[] shards)
    {
        try
        {
            await (_scheduler.Random.Next(4) switch
            {
                0 => Task.CompletedTask,
                1 => lease?.LetGoAsync(isTired: _scheduler.Random.Next(2) == 0, CancellationToken.None) ?? Task.CompletedTask,
                _ => lease?.TakeAsync(shards, CancellationToken.None) ?? Task.CompletedTask,
            });
        }
        catch (StorageUnavailableException)
        {
            // The round goes on as without a lease.
        }
    }

    /// <summary>Seals what is full while others sequence and read; crashes, and starts anew.</summary>
    private async Task SealAsync()
    {
        for (var last = false; !last;)
        {
            last = _working == 0;
            var segments = NewSegments(NextFault);
            try
            {
                await segments.SealAsync(CancellationToken.None);
                await _scheduler.StallAsync(40);
            }
            catch (Exception fault) when (fault is SimulatedCrashException or StorageUnavailableException or StorageUncertainException)
            {
                // The next call finds what is not sealed.
            }
        }
    }

    private SequenceSegments NewSegments(Func<Fault> nextFault) => new(
        new SimulatedTables(_store, _scheduler, nextFault), new SimulatedBlobs(_blobs, _scheduler, nextFault), Limits);

    private async Task ReadAsync()
    {
        var reader = new SequenceReader(new SimulatedTables(_store, _scheduler, () => Fault.None), Limits, NewSegments(() => Fault.None));
        var next = Start;
        for (var last = false; !last;)
        {
            last = _working == 0;
            await foreach (var (index, entry) in reader.ReadAsync(next, Epoch, CancellationToken.None))
            {
                Check(index == next, $"The reader missed {next}.");
                _read[index] = (entry.Header.Id, entry.Header.Version);
                next = index.Next;
            }

            await _scheduler.StallAsync(20);
        }
    }

    /// <summary>Afterwards, without faults: what was left is finished within a few rounds.</summary>
    private async Task ComeToRestAsync()
    {
        var sequencer = new Sequencer(_variant(new SimulatedTables(_store, _scheduler, () => Fault.None)), TimeProvider.System, new SequenceAdvanced(), Limits);
        for (var rounds = 0; Violation is null; rounds++)
        {
            var outcome = await sequencer.RunRoundAsync(Shards, CancellationToken.None);
            Note(outcome);
            Check(rounds < MaxRounds, "The sequencer does not come to rest.");
            if (outcome is RoundOutcome.Idle)
            {
                return;
            }
        }
    }

    private Fault NextFault()
    {
        Check(Calls < 20_000, "The sequencers do not come to rest.");
        return Violation is null ? _faults.Of(Calls++, _scheduler.Random) : Fault.Fails;
    }

    private void Note(RoundOutcome outcome) => Check(outcome is not RoundOutcome.Corrupt, $"{outcome}");

    private void NoteSequenceRows(string table, IReadOnlyList<TableWrite> writes)
    {
        if (table != StorageNames.Tables.Sequence)
        {
            return;
        }

        foreach (var write in writes)
        {
            var row = SequenceRow.Read(new("", write.Row, "", write is TableWrite.Insert insert ? insert.Properties : ((TableWrite.Upsert)write).Properties));
            Check(_written.TryAdd(row.Index, (row.Record, row.Version)) || _written[row.Index] == (row.Record, row.Version), $"{row.Index} changed.");
        }
    }

    /// <summary>Whoever comes now, from nothing, reads from the segments what the rows say.</summary>
    private void VerifySegments()
    {
        var direct = new DirectTables(_store);
        new SequenceSegments(direct, _blobs, Limits).SealAsync(CancellationToken.None).GetAwaiter().GetResult();
        foreach (var (index, written) in _written)
        {
            var segments = new SequenceSegments(direct, _blobs, Limits);
            var entries = segments.ReadAsync(Epoch, index, CancellationToken.None).GetAwaiter().GetResult();
            if (entries is not null)
            {
                Sealed++;
                var header = PendingRow.Decode(entries[(int)(index.Value - segments.FirstOf(index).Value)]).Header;
                Check((header.Id, (long)header.Version) == written, $"The segment says something else of {index}.");
            }
        }

        Check(Sealed == _written.Count / Limits.SegmentRows * Limits.SegmentRows, $"{Sealed} of {_written.Count} are in segments.");
    }

    private void VerifyAtRest()
    {
        SequenceRow[] rows =
        [
            .. _store.All(StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(Start)).Select(SequenceRow.Read),
            .. _store.All(StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(new(StorageNames.SequenceRows.PartitionSize))).Select(SequenceRow.Read),
        ];
        Check(rows.Select(row => row.Index.Value).SequenceEqual(Enumerable.Range((int)Start.Value, rows.Length).Select(index => (long)index)), "There is a gap.");
        foreach (var (id, versions) in Records)
        {
            var placed = rows.Where(row => row.Record == id).ToList();
            Check(placed.Select(row => row.Version).Order().SequenceEqual(Enumerable.Range(1, versions)), $"{id} is doubled or lost.");
            Check(placed.Select(row => row.Version).SequenceEqual(Enumerable.Range(1, versions)), $"{id} is out of order.");
            Check(placed.All(row => _store.Get(StorageNames.Tables.Records, id.Shard, StorageNames.RecordRows.Version(id, row.Version))?
                .Properties.GetInt64("index") == row.Index.Value), $"{id} has a stamp that is not its index.");
        }

        Check(Shards.All(shard => !_store.All(StorageNames.Tables.Records, shard).Any(row => row.Row.StartsWith("p~", StringComparison.Ordinal))), "Something is pending.");
        var head = _store.Get(StorageNames.Tables.SequenceHead, StorageNames.SequenceRows.HeadPartition, StorageNames.SequenceRows.HeadRow);
        Check(head?.Properties.GetInt64("next") == Start.Value + rows.Length, "The head is not at the end.");
        Check(_read.All(read => rows.Any(row => row.Index == read.Key && (row.Record, (long)row.Version) == read.Value)), "A reader saw another entry.");
    }

    private void Check(bool holds, string violation)
    {
        if (!holds)
        {
            Violation ??= violation;
        }
    }
}
