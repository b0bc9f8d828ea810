using System.Globalization;
using InfoShare.Functions.Sequencing;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Storage;
using InfoShare.Tests.Submissions;
using InfoShare.Tests.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfoShare.Tests.Sequencing;

/// <summary>
/// A hub of many processes in virtual time: publishers on some, the queue's messages taken by others as the Functions host takes them, and every
/// storage call taking its milliseconds and counted.
/// </summary>
internal sealed class BusyHub
{
    private const int HttpProcesses = 6;

    private readonly VirtualWorld _world = new();

    private readonly MemoryTables _tables = new();

    private readonly MemoryBlobs _blobs = new();

    private readonly LinkedList<(string Text, DateTimeOffset At)> _queue = new();

    private readonly Dictionary<RecordId, DateTimeOffset> _committed = [];

    private readonly Random _random = new(11);

    private readonly TimeSpan _length;

    private readonly DateTimeOffset _end;

    private readonly int _perSecond;

    public BusyHub(int perSecond, TimeSpan length)
    {
        (_perSecond, _length) = (perSecond, length);
        _end = _world.Time.GetUtcNow() + length;
    }

    /// <summary>Calls by who makes them and what they are.</summary>
    public SortedDictionary<string, long> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>From a commit to its place in the sequence, in order.</summary>
    public List<TimeSpan> Delays { get; } = [];

    public int Published => _committed.Count;

    /// <summary>Calls per second of all whose name begins so.</summary>
    public double Rate(string prefix) => Calls.Where(call => call.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(call => call.Value) / _length.TotalSeconds;

    public void Run(int sequencers, bool sharing)
    {
        _world.Run(
            () =>
            {
                for (var process = 0; process < HttpProcesses; process++)
                {
                    var signal = new SequenceSignal();
                    _ = PublishAsync(process, signal);
                    _ = SignalAsync(signal);
                }

                for (var instance = 0; instance < sequencers; instance++)
                {
                    _ = TakeMessagesAsync(NewRuns(sharing));
                }

                _ = WatchAsync();
            },
            _length + TimeSpan.FromSeconds(10));
        Verify();
    }

    private SequencingRuns NewRuns(bool sharing)
    {
        var tables = new CountedTables(this, "sequencer");
        var limits = SequencingLimits.Default;
        var lease = sharing ? new SequenceLease(tables, _world.Time) : null;
        return new(
            new(tables, _world.Time, new(), limits, lease),
            new(tables, _world.Time),
            new Lifetime(),
            NullLogger<SequencingRuns>.Instance,
            lease is null ? null : new(lease, new(tables, _blobs, limits), limits));
    }

    private async Task PublishAsync(int process, SequenceSignal signal)
    {
        var tables = new CountedTables(this, "publisher");
        var pause = TimeSpan.FromSeconds((double)HttpProcesses / _perSecond);
        await Task.Delay(pause * process / HttpProcesses, _world.Time);
        for (var number = process; _world.Time.GetUtcNow() < _end; number += HttpProcesses)
        {
            _ = PublishOneAsync(tables, signal, number);
            await Task.Delay(pause, _world.Time);
        }
    }

    private async Task PublishOneAsync(ITables tables, SequenceSignal signal, int number)
    {
        var shard = StorageNames.RecordRows.Shards[_random.Next(StorageNames.RecordRows.Shards.Count)];
        var letters = string.Concat(number.ToString("D8", CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
        var record = RecordId.Parse($"sanction_{shard}{letters.PadRight(26, 'a')}");
        var pending = Entries.Pending(record, 1, number, "");
        await tables.CommitAsync(StorageNames.Tables.Records, shard, Entries.Commit(pending), default);
        _committed[record] = _world.Time.GetUtcNow();
        signal.Raise(shard);
    }

    /// <summary>What the hosted sender does, which has a thread of its own.</summary>
    private async Task SignalAsync(SequenceSignal signal)
    {
        while (true)
        {
            await signal.Raised;
            await CallAsync("publisher send", 4);
            _queue.AddLast((SequenceMessage.Encode(signal.Take()), _world.Time.GetUtcNow()));
            await Task.Delay(SequenceSignalSender.Interval, _world.Time);
        }
    }

    /// <summary>As the Functions host polls: at once while there is something, else ever more seldom, up to a second; batches of 8, more when 4 are left.</summary>
    private async Task TakeMessagesAsync(SequencingRuns runs)
    {
        var underWay = new List<Task>();
        for (var pause = TimeSpan.FromMilliseconds(100); ;)
        {
            await CallAsync("queue receive", 4);
            var taken = 0;
            for (; taken < 8 && _queue.First is { } first; taken++)
            {
                _queue.RemoveFirst();
                underWay.Add(HandleAsync(runs, first.Value.Text));
            }

            underWay.RemoveAll(task => task.IsCompleted);
            while (underWay.Count > 4)
            {
                underWay.Remove(await Task.WhenAny(underWay));
            }

            pause = taken > 0 ? TimeSpan.FromMilliseconds(100) : pause * 2 < TimeSpan.FromSeconds(1) ? pause * 2 : TimeSpan.FromSeconds(1);
            if (taken == 0)
            {
                await Task.Delay(pause * (0.8 + (0.4 * _random.NextDouble())), _world.Time);
            }
        }
    }

    private async Task HandleAsync(SequencingRuns runs, string message)
    {
        try
        {
            await runs.HandleAsync(message, default);
            await CallAsync("queue delete", 4);
        }
        catch (StorageUnavailableException)
        {
            // The host makes it visible again, after half a minute.
            Calls["sequencer gave up"] = Calls.GetValueOrDefault("sequencer gave up") + 1;
            await Task.Delay(TimeSpan.FromSeconds(30), _world.Time);
            _queue.AddLast((message, _world.Time.GetUtcNow()));
        }
    }

    /// <summary>Notes when a row of the sequence is there; it costs nothing, for it is no part of the hub.</summary>
    private async Task WatchAsync()
    {
        var reader = new SequenceReader(_tables, SequencingLimits.Default);
        for (var next = new SequenceIndex(0); ; await Task.Delay(TimeSpan.FromMilliseconds(20), _world.Time))
        {
            await foreach (var (index, entry) in reader.ReadAsync(next, "", default))
            {
                Assert.Equal(next, index);
                Delays.Add(_world.Time.GetUtcNow() - _committed[entry.Header.Id]);
                next = index.Next;
            }
        }
    }

    /// <summary>A call takes about so many milliseconds, some a few times as long.</summary>
    private async Task CallAsync(string call, double milliseconds)
    {
        Calls[call] = Calls.GetValueOrDefault(call) + 1;
        var factor = _random.Next(50) == 0 ? 5 : 0.7 + (0.6 * _random.NextDouble());
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds * factor), _world.Time);
    }

    private void Verify()
    {
        Delays.Sort();
        Assert.Equal(_committed.Count, Delays.Count);
        Assert.InRange(Published, _perSecond * _length.TotalSeconds * 0.95, _perSecond * _length.TotalSeconds * 1.05);
    }

    /// <summary>The Table service as one process sees it: reads of 5 ms, commits of 10.</summary>
    private sealed class CountedTables(BusyHub hub, string who) : ITables
    {
        public async ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
        {
            await hub.CallAsync($"{who} get {table} {row[..Math.Min(row.Length, 5)]}", 2.5);
            var entity = await hub._tables.GetAsync(table, partition, row, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(2.5), hub._world.Time, cancellationToken);
            return entity;
        }

        public async ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
        {
            await hub.CallAsync($"{who} query {table}", 2.5);
            var page = await hub._tables.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(2.5), hub._world.Time, cancellationToken);
            return page;
        }

        public async ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            await hub.CallAsync($"{who} commit {table} {(table == StorageNames.Tables.SequenceHead ? writes[0].Row : "")}", 5);
            var outcome = await hub._tables.CommitAsync(table, partition, writes, cancellationToken);
            if (outcome is CommitOutcome.Conflict)
            {
                hub.Calls[$"conflict {who} {table}"] = hub.Calls.GetValueOrDefault($"conflict {who} {table}") + 1;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), hub._world.Time, cancellationToken);
            return outcome;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
