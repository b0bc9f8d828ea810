using System.Globalization;
using InfoShare.Storage;

namespace InfoShare.AccessLog;

/// <summary>
/// The access log's buffer and its only writer. Entries are packed into blocks per caller and day; a block is written when somebody waits for
/// it, when it is full, or when it is <see cref="MaxDelay"/> old. Nothing is dropped: a block that cannot be written is kept and tried again,
/// under the same row key, and when too much is kept <see cref="HasRoom"/> says so before a request is served.
/// </summary>
/// <remarks>A crash loses at most <see cref="MaxDelay"/> of entries for which nobody waited.</remarks>
public sealed class AccessLogWriter(ITables tables, AccessLine line, TimeProvider time) : IDisposable
{
    /// <summary>How long an entry stays in memory while the store answers.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    /// <summary>Bytes kept while the store does not answer.</summary>
    public const long MaxKeptBytes = 32 * 1024 * 1024;

    internal const string LinesProperty = "Lines";
    internal const string EntriesProperty = "Entries";

    /// <summary>36 blocks of 60 KiB in base64 stay below 3 MiB, and with a row beside each below 100 operations.</summary>
    private const int BlocksPerCommit = 36;

    private static readonly TimeSpan Tick = MaxDelay / 4;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private readonly SemaphoreSlim _oneRound = new(1, 1);
    private readonly Dictionary<(string Caller, DateOnly Day), AccessBlock> _open = [];
    private readonly string _instance = Guid.NewGuid().ToString("N")[..12];
    private List<AccessBlock> _closed = [];
    private long _keptBytes;
    private long _blocks;

    /// <summary>False while too much waits to be written: serve nothing that would have to be logged.</summary>
    public bool HasRoom => Volatile.Read(ref _keptBytes) < MaxKeptBytes;

    /// <summary>Keeps the entry to be written within <see cref="MaxDelay"/>.</summary>
    public void Append(in AccessEntry entry) => Add(entry, awaited: false);

    /// <summary>Ends when the entry is durable.</summary>
    /// <exception cref="StorageUnavailableException">It is not, for now; it is kept and will be tried again.</exception>
    public Task AppendDurablyAsync(in AccessEntry entry)
    {
        var durable = Add(entry, awaited: true);
        Wake();
        return durable;
    }

    /// <summary>Writes until cancelled, and then what is left.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _wanted.WaitAsync(Tick, cancellationToken);
                await WriteDueAsync(all: false, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (StorageUnavailableException)
            {
                // Those who wait have been told; the blocks are kept. The next attempt is a tick away.
                await Task.Delay(Tick, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Writes everything that is kept.</summary>
    /// <exception cref="StorageUnavailableException">Something could not be written and is kept.</exception>
    public Task FlushAsync(CancellationToken cancellationToken) => WriteDueAsync(all: true, cancellationToken);

    public void Dispose()
    {
        _wanted.Dispose();
        _oneRound.Dispose();
    }

    private Task Add(in AccessEntry entry, bool awaited)
    {
        var caller = entry.Agency?.ToString() ?? AccessBlock.NoAgency;
        var (record, showsOthers) = (0, ShowsOthers(entry));
        Task durable;
        do
        {
            var bytes = line.Write(entry, ref record);
            lock (_gate)
            {
                var block = BlockFor(caller, bytes.Length);
                block.Add(bytes, showsOthers);
                _keptBytes += bytes.Length;

                // Blocks of one caller and day become durable in order, so the last line's block stands for all.
                durable = awaited ? block.Durable : Task.CompletedTask;
            }
        }
        while (record < entry.Records.Count);
        return durable;
    }

    private static bool ShowsOthers(in AccessEntry entry)
    {
        for (var index = 0; index < entry.Records.Count; index++)
        {
            if (entry.Agency is { } agency && entry.Records[index].Publisher != agency)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Entries belong to the day on which they were logged, and a block spans <see cref="MaxDelay"/>: readers rely on both.</summary>
    private AccessBlock BlockFor(string caller, int bytes)
    {
        var now = time.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (_open.TryGetValue((caller, day), out var block))
        {
            if (block.Fits(bytes) && time.GetElapsedTime(block.OpenedAt) < MaxDelay)
            {
                return block;
            }

            _closed.Add(block);
            Wake();
        }

        var tail = string.Create(CultureInfo.InvariantCulture, $"{_instance}{_blocks++:D12}");
        block = new(caller, day, StorageNames.AccessLogRows.Block(now, tail), time.GetTimestamp());
        _open[(caller, day)] = block;
        return block;
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (_wanted.CurrentCount == 0)
            {
                _wanted.Release();
            }
        }
    }

    private async Task WriteDueAsync(bool all, CancellationToken cancellationToken)
    {
        await _oneRound.WaitAsync(cancellationToken);
        try
        {
            var partitions = TakeDue(all).GroupBy(block => (block.Caller, block.Day)).ToList();
            var failures = await Task.WhenAll(partitions.Select(blocks => WriteAsync([.. blocks])));
            if (failures.FirstOrDefault(failure => failure is not null) is { } first)
            {
                throw new StorageUnavailableException("The access log cannot be written just now.", first);
            }
        }
        finally
        {
            _oneRound.Release();
        }
    }

    private List<AccessBlock> TakeDue(bool all)
    {
        lock (_gate)
        {
            var due = _closed;
            _closed = [];
            foreach (var (key, block) in _open)
            {
                if (all || block.IsAwaited || time.GetElapsedTime(block.OpenedAt) >= MaxDelay - (2 * Tick))
                {
                    due.Add(block);
                    _open.Remove(key);
                }
            }

            return due;
        }
    }

    /// <summary>The blocks of one partition, in order; null when all are durable.</summary>
    private async Task<Exception?> WriteAsync(List<AccessBlock> blocks)
    {
        var written = 0;
        try
        {
            foreach (var some in blocks.Chunk(BlocksPerCommit))
            {
                await CommitAsync(some);
                written += some.Length;
                Complete(some);
            }

            return null;
        }
        catch (Exception exception)
        {
            // Whatever failed, nothing is lost: the rest goes back to the front of what waits.
            Keep(blocks[written..], exception);
            return exception;
        }
    }

    private async Task CommitAsync(AccessBlock[] blocks)
    {
        var outcome = await tables.CommitAsync(
            StorageNames.Tables.AccessLog,
            StorageNames.AccessLogRows.ByCaller(blocks[0].Caller, blocks[0].Day),
            [.. blocks.SelectMany(WritesOf)],
            CancellationToken.None);
        if (outcome is not CommitOutcome.Committed)
        {
            throw new StorageUnavailableException($"Blocks of the access log may not have been written: {outcome}.");
        }
    }

    /// <summary>The block, and beside it that its publishers have yet to be told, if there are any.</summary>
    private static IEnumerable<TableWrite> WritesOf(AccessBlock block)
    {
        yield return new TableWrite.Upsert(block.Row, new() { { LinesProperty, block.Lines }, { EntriesProperty, block.Entries } });
        if (block.ShowsOthers)
        {
            yield return new TableWrite.Upsert(StorageNames.AccessLogRows.Untold(block.Row), []);
        }
    }

    private void Complete(AccessBlock[] blocks)
    {
        lock (_gate)
        {
            foreach (var block in blocks)
            {
                _keptBytes -= block.Length;
                block.Complete();
            }
        }
    }

    private void Keep(List<AccessBlock> blocks, Exception exception)
    {
        var told = exception as StorageUnavailableException ?? new StorageUnavailableException("The access log cannot be written just now.", exception);
        lock (_gate)
        {
            _closed.InsertRange(0, blocks);
            foreach (var block in blocks)
            {
                block.Fail(told);
            }
        }
    }
}
