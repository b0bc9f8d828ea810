using System.IO.Compression;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Submissions;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Submissions;

/// <summary>Submits inputs and plays the queue's host.</summary>
public sealed class SubmissionDriver : IDisposable
{
    private readonly EmbeddedStore? _embedded;

    private SubmissionDriver(EmbeddedStore? embedded, SubmissionOptions? options)
    {
        _embedded = embedded;
        Tables = embedded?.Tables ?? new MemoryTables();
        Options = options ?? new() { MaxPending = int.MaxValue };
    }

    public static Agency Customs { get; } =
        new() { Id = AgencyId.Parse("de-customs"), Name = "Customs", Kind = AgencyKind.Customs, Jurisdiction = "DE" };

    public Agency Agency { get; set; } = Customs;

    /// <summary>None, unless a test gives one: what is committed stays pending.</summary>
    public RunSequencer Sequence { get; set; } = static (_, _) => Task.CompletedTask;

    public SequenceAdvanced Advanced { get; } = new();

    public SubmissionOptions Options { get; }

    public Crash Crash { get; } = new();

    public ITables Tables { get; }

    public MemoryBlobs Blobs { get; } = new();

    public MemoryQueues Queues { get; } = new();

    public SubmissionStore Submissions => new(Tables);

    public static SubmissionDriver OnSqlite(SubmissionOptions? options = null) => new(new(), options);

    public static SubmissionDriver InMemory(SubmissionOptions? options = null) => new(null, options);

    public static byte[] Gzip(ReadOnlySpan<byte> content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    public Task<Submission> SubmitAsync(string ndjson) => SubmitAsync(Encoding.UTF8.GetBytes(ndjson));

    public Task<Submission> SubmitCsvAsync(string csv) => SubmitAsync(Encoding.UTF8.GetBytes(csv), csv: true);

    public async Task<Submission> SubmitAsync(byte[] content, bool gzip = false, bool csv = false, bool alertsOnly = false, string? charset = null, RecordKind kind = RecordKind.Sanction)
    {
        var format = csv ? SubmissionFormat.Csv : SubmissionFormat.Ndjson;
        var outcome = await UploadAsync(content, new(Agency.Id, "feed", alertsOnly, format, csv ? kind : null, gzip, charset, content.Length));
        return Assert.IsType<IntakeOutcome.Accepted>(outcome).Submission;
    }

    public async Task<IntakeOutcome> UploadAsync(byte[] content, SubmissionUpload upload)
    {
        using var stream = new MemoryStream(content);
        return await new SubmissionIntake(Blobs, Queues, Submissions, Options, TimeProvider.System).AcceptAsync(upload, stream, default);
    }

    /// <summary>Handles messages until there are none; a crashed handler's message comes back.</summary>
    public async Task<Submission> HandleAsync(Submission submission)
    {
        while (await Queues.ReceiveAsync(StorageNames.Queues.Submissions, 1, TimeSpan.Zero, default) is [var message, ..])
        {
            try
            {
                await (await WorkerAsync()).HandleAsync(message.Text, default);
            }
            catch (CrashException)
            {
                Crash.Reset(0, false);
                await Queues.SendAsync(message.Queue, message.Text, TimeSpan.Zero, default);
            }
        }

        return await FindAsync(submission);
    }

    public async Task<Submission> FindAsync(Submission submission) =>
        (await Submissions.FindAsync(submission.Agency, submission.Id, default))!.Submission;

    public async Task<IReadOnlyList<LineOutcome>> OutcomesAsync(Submission submission, LineResult? result = null, long after = 0)
    {
        var outcomes = new List<LineOutcome>();
        await foreach (var outcome in new OutcomeReader(Blobs, Submissions).ReadAsync(submission, result, after, default))
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public async Task<SubmissionWorker> WorkerAsync()
    {
        var keys = await HubKeys.LoadAsync(Blobs, default);
        var tables = new CrashingTables(Tables, Crash);
        var blobs = new CrashingBlobs(Blobs, Crash);
        var records = new RecordStore(tables, keys, new SequenceSignal(), TimeProvider.System);
        return new(blobs, Queues, new(tables), records, new(Tables, Options, Advanced), Sequence, FindAsync, Options, TimeProvider.System);
    }

    public async Task<int> CountPendingAsync()
    {
        var (count, (from, to)) = (0, StorageNames.RecordRows.AllPending);
        foreach (var shard in StorageNames.RecordRows.Shards)
        {
            await foreach (var _ in Tables.QueryAllAsync(StorageNames.Tables.Records, shard, from, to, default))
            {
                count++;
            }
        }

        return count;
    }

    public void Dispose() => _embedded?.Dispose();

    private ValueTask<Publisher?> FindAsync(AgencyId agency, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Publisher?>(agency == Agency.Id ? new(Agency, new(Agency, _ => true)) : null);
}
