using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Submissions;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Kill;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Submissions;

/// <summary>A submission's worker on a storage account whose every request may go wrong.</summary>
[NeedsAzurite]
public sealed class SubmissionsOnAzureTests
{
    private static readonly SubmissionOptions Options = new() { MaxPending = int.MaxValue, BatchLines = 4, SegmentLines = 4, MaxAttempts = 100 };

    /// <summary>Those after which it is not known at once what became of the request, and one after which it is.</summary>
    private static readonly CallFault[] Faults = [CallFault.TimesOutAfter, CallFault.TimesOutBefore, CallFault.IsCutShort, CallFault.Fails500After, CallFault.IsBusy, CallFault.IsResetAfter];

    [StoreFact]
    public async Task Every_Request_May_Go_Wrong_And_Each_Line_Is_Published_Once_And_Has_Its_Outcome()
    {
        var network = new FaultyTransport();
        var account = (await AzuriteProcess.SharedAsync()).NewAccount();
        var sound = EmulatedStore.Of(account);
        var faulty = EmulatedStore.Of(account, new() { Transport = network, RetryDelay = TimeSpan.FromMilliseconds(1) });
        await RunAsync(sound, faulty, 0);
        network.Reset((_, _) => CallFault.None);
        await RunAsync(sound, faulty, 1);
        var (calls, run) = (network.Calls, 2);
        Assert.InRange(calls, 10, 150);
        for (var call = 1; call <= calls; call++)
        {
            // Each request meets three of the faults, and each fault every kind of request.
            for (var fault = 0; fault < 3; fault++, run++)
            {
                network.Reset((number, _) => number == call ? Faults[(call + (2 * fault)) % Faults.Length] : CallFault.None);
                await RunAsync(sound, faulty, run);
            }
        }

        var check = new StoreCheck(sound.Tables, sound.Blobs);
        await check.RunAsync();
        Assert.Equal(6 * run, check.CountRecords(SubmissionDriver.Customs.Id.ToString()));
    }

    private static async Task RunAsync(AzureStore sound, AzureStore faulty, int run)
    {
        var input = Encoding.UTF8.GetBytes(string.Join(
            '\n', [.. Enumerable.Range(0, 6).Select(line => Lines.Sanction($"S-{run}-{line}")), Lines.Correction($"S-{run}-1"), "{"]));
        var submission = await SubmitAsync(sound, input);
        while (await sound.Queues.ReceiveAsync(StorageNames.Queues.Submissions, 1, TimeSpan.FromMinutes(5), default) is [var message, ..])
        {
            try
            {
                await (await WorkerAsync(faulty)).HandleAsync(message.Text, default);
                await sound.Queues.DeleteAsync(message, default);
            }
            catch (Exception fault) when (fault is StorageUnavailableException or StorageUncertainException)
            {
                await sound.Queues.RenewAsync(message, TimeSpan.Zero, default);
            }
        }

        var submissions = new SubmissionStore(sound.Tables);
        var done = (await submissions.FindAsync(submission.Agency, submission.Id, default))!.Submission;
        Assert.Equal(SubmissionStatus.Done, done.Status);
        Assert.Equal(new() { Created = 6, Corrected = 1, Rejected = 1 }, done.Checkpoint.Counts);
        var lines = new List<long>();
        await foreach (var outcome in new OutcomeReader(sound.Blobs, submissions).ReadAsync(done, null, 0, default))
        {
            lines.Add(outcome.Line);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], lines);
    }

    private static async Task<Submission> SubmitAsync(AzureStore store, byte[] input)
    {
        using var stream = new MemoryStream(input);
        var upload = new SubmissionUpload(SubmissionDriver.Customs.Id, "feed", false, SubmissionFormat.Ndjson, null, false, null, input.Length);
        var outcome = await new SubmissionIntake(store.Blobs, store.Queues, new(store.Tables), Options, TimeProvider.System).AcceptAsync(upload, stream, default);
        return Assert.IsType<IntakeOutcome.Accepted>(outcome).Submission;
    }

    private static async Task<SubmissionWorker> WorkerAsync(AzureStore store)
    {
        var keys = await HubKeys.LoadAsync(store.Blobs, default);
        var records = new RecordStore(store.Tables, keys, new SequenceSignal(), TimeProvider.System);
        return new(store.Blobs, store.Queues, new(store.Tables), records, new(store.Tables, Options, new()), static (_, _) => Task.CompletedTask, FindAsync, Options, TimeProvider.System);
    }

    private static ValueTask<Publisher?> FindAsync(AgencyId agency, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Publisher?>(new(SubmissionDriver.Customs, new(SubmissionDriver.Customs, _ => true)));
}
