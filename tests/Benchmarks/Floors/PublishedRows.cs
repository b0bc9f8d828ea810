using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Benchmarks.Hub;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Benchmarks.Floors;

/// <summary>
/// What is left of a submission when its lines cost nothing: the hub's own store and sequencer, with the commits that the hub makes of
/// the lines made beforehand. While it is measured, no line is read, checked or hashed, and nothing is indexed, reported or answered.
/// </summary>
internal sealed class PublishedRows : IDisposable
{
    private static readonly SubmissionOptions Options = new();

    private static readonly Agency Publisher = new() { Id = AgencyId.Parse("bench-market"), Name = "Bench", Kind = AgencyKind.MarketRegulator, Jurisdiction = "DE" };

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("infoshare-floor-");

    private readonly SqliteStore _store;

    private readonly Sequencer _sequencer;

    private readonly HashSet<string> _shards = new(StringComparer.Ordinal);

    private Task _sequencing = Task.CompletedTask;

    private long _published;

    public PublishedRows()
    {
        _store = new(_directory.FullName);
        _sequencer = new(_store.Tables, TimeProvider.System, new(), SequencingLimits.Default);
    }

    /// <summary>Commits records and has them sequenced meanwhile, until the last is; records per second, and microseconds of CPU for each.</summary>
    public async Task<(double Rate, double Cpu)> PublishAllAsync(int first, int count)
    {
        var batches = await PrepareAsync(first, count);
        var (started, cpu, unsequenced) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime, 0);
        foreach (var batch in batches)
        {
            await Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = RecordStore.CommitsAtOnce }, CommitAsync);
            _shards.UnionWith(batch.Select(commit => commit.Shard));
            unsequenced += Options.BatchLines;
            if (unsequenced >= Options.MaxPending / 4)
            {
                // One run at a time, and no more pending than what one run takes while another gathers.
                await _sequencing;
                _sequencing = SequenceAsync();
                unsequenced = 0;
            }
        }

        await _sequencing;
        await SequenceAsync();
        var result = (count / TimeProvider.System.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / count);
        await ExpectSequencedAsync(_published += count);
        return result;
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Delete(recursive: true);
    }

    private async ValueTask CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (await _store.Tables.CommitAsync(StorageNames.Tables.Records, commit.Shard, commit.Writes, cancellationToken) is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException("A record was not new.");
        }
    }

    private Task SequenceAsync()
    {
        string[] shards = [.. _shards];
        _shards.Clear();
        return Task.Run(async () =>
        {
            if (await _sequencer.RunAsync(shards, CancellationToken.None) is RoundOutcome.Interrupted or RoundOutcome.Corrupt)
            {
                throw new InvalidOperationException("The sequencer was interrupted.");
            }
        });
    }

    private async Task ExpectSequencedAsync(long expected)
    {
        var head = await SequenceHead.LoadAsync(_store.Tables, CancellationToken.None);
        if (head.Next.Value != expected)
        {
            throw new InvalidOperationException($"The sequence has {head.Next.Value} rows, not {expected}.");
        }
    }

    /// <summary>The commits of each batch, made by the hub's own classes on tables that only take them down.</summary>
    private async Task<List<Commit[]>> PrepareAsync(int first, int count)
    {
        var tables = new TakingTables();
        var records = new RecordStore(tables, await HubKeys.LoadAsync(_store.Blobs, CancellationToken.None), new(), TimeProvider.System);
        var (format, context) = (NdjsonFormat.Of([]), new PublishingContext(Publisher, _ => true));
        var batches = new List<Commit[]>();
        foreach (var numbers in Enumerable.Range(first, count).Chunk(Options.BatchLines))
        {
            await records.ExecuteManyAsync(Array.ConvertAll(numbers, number => CommandOf(format, context, number)), CancellationToken.None);
            batches.Add(tables.Take());
        }

        return batches;
    }

    private static RecordCommand.Publish CommandOf(NdjsonFormat format, PublishingContext context, int number)
    {
        var line = new InputLine(number, 0, Encoding.UTF8.GetBytes(InventedSanction.Line(number)), TooLong: false);
        return new(Publisher, format.Read(line, context, new ErrorList())!.Draft!);
    }

    private sealed record Commit(string Shard, IReadOnlyList<TableWrite> Writes);

    /// <summary>Takes commits down, and says of each that it is done.</summary>
    private sealed class TakingTables : ITables
    {
        private readonly List<Commit> _taken = [];

        public Commit[] Take()
        {
            Commit[] taken = [.. _taken];
            _taken.Clear();
            return taken;
        }

        public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            lock (_taken)
            {
                _taken.Add(new(partition, writes));
            }

            return new(new CommitOutcome.Committed(new string[writes.Count]));
        }

        public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
            throw new NotSupportedException("New records are written without a look.");

        public ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
            throw new NotSupportedException("New records are written without a look.");
    }
}
