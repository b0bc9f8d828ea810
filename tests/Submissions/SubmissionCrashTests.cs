using System.Text;
using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Tests.Submissions;

public sealed class SubmissionCrashTests
{
    /// <summary>Its row is read, and written.</summary>
    private const int CallsOfAClaim = 2;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Crash_At_Any_Storage_Call_Doubles_Nothing_And_Loses_Nothing(bool after)
    {
        var input = Lines.Many(40) + string.Join('\n', Lines.Correction("S-3"), Lines.Retraction("S-4"), Lines.Sanction("S-5"), "{", Lines.Correction("S-6"));
        var options = new SubmissionOptions { MaxPending = int.MaxValue, BatchLines = 12, SegmentLines = 24 };
        var calls = await CountCallsAsync(input, options);
        Assert.True(calls > 50);

        for (var at = 1; at <= calls; at++)
        {
            using var driver = SubmissionDriver.InMemory(options);
            var submission = await driver.SubmitAsync(SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(input)), gzip: true);
            driver.Crash.Reset(at, after);

            submission = await driver.HandleAsync(submission);

            Assert.Equal(SubmissionStatus.Done, submission.Status);
            Assert.Equal(new() { Created = 40, Corrected = 2, Retracted = 1, Unchanged = 1, Rejected = 1 }, submission.Checkpoint.Counts);
            Assert.Equal(43, await driver.CountPendingAsync());
            Assert.Equal(Enumerable.Range(1, 45).Select(line => (long)line), (await driver.OutcomesAsync(submission)).Select(outcome => outcome.Line));
        }
    }

    [Fact]
    public async Task A_Stop_At_Any_Storage_Call_Stores_What_Was_Done_And_Is_No_Attempt_That_Failed()
    {
        var input = Lines.Many(40) + string.Join('\n', Lines.Correction("S-3"), Lines.Retraction("S-4"), "{");
        var options = new SubmissionOptions { MaxPending = int.MaxValue, BatchLines = 12, SegmentLines = 24 };
        var calls = await CountCallsAsync(input, options);
        for (var at = 1; at <= calls; at++)
        {
            using var driver = SubmissionDriver.InMemory(options);
            var submission = await driver.SubmitAsync(SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(input)), gzip: true);
            await StopAsync(driver, at);
            var stopped = await driver.FindAsync(submission);
            Assert.InRange(stopped.Attempts, 0, at <= CallsOfAClaim ? 1 : 0);
            driver.Crash.Reset(0, false);

            submission = await driver.HandleAsync(submission);

            Assert.Equal(SubmissionStatus.Done, submission.Status);
            Assert.Equal(new() { Created = 40, Corrected = 1, Retracted = 1, Rejected = 1 }, submission.Checkpoint.Counts);
            Assert.Equal(42, await driver.CountPendingAsync());
            Assert.Equal(Enumerable.Range(1, 43).Select(line => (long)line), (await driver.OutcomesAsync(submission)).Select(outcome => outcome.Line));
        }
    }

    /// <summary>Fewer calls than a batch of all lines makes, and more than one of a single line.</summary>
    [Fact]
    public async Task A_Hub_That_Always_Dies_Early_Gets_On_By_Smaller_Steps()
    {
        const int Calls = 12;
        var options = new SubmissionOptions { MaxPending = int.MaxValue };
        using var driver = SubmissionDriver.InMemory(options);
        var submission = await driver.SubmitAsync(Lines.Many(40));
        var deaths = 0;
        while (await driver.Queues.ReceiveAsync(StorageNames.Queues.Submissions, 1, TimeSpan.Zero, default) is [var message, ..])
        {
            driver.Crash.Reset(Calls, false);
            try
            {
                await (await driver.WorkerAsync()).HandleAsync(message.Text, default);
            }
            catch (CrashException)
            {
                deaths++;
                await driver.Queues.SendAsync(message.Queue, message.Text, TimeSpan.Zero, default);
            }
        }

        submission = await driver.FindAsync(submission);
        Assert.Equal((SubmissionStatus.Done, 40), (submission.Status, submission.Checkpoint.Counts.Created));
        Assert.True(deaths > options.MaxAttempts, $"It died {deaths} times.");
        Assert.Equal(Enumerable.Range(1, 40).Select(line => (long)line), (await driver.OutcomesAsync(submission)).Select(outcome => outcome.Line));
    }

    /// <summary>Handles the message with a program that is asked to stop at a storage call; a message whose handler ends so is given back.</summary>
    private static async Task StopAsync(SubmissionDriver driver, int at)
    {
        using var stopping = new CancellationTokenSource();
        var message = Assert.Single(await driver.Queues.ReceiveAsync(StorageNames.Queues.Submissions, 1, TimeSpan.Zero, default));
        var worker = await driver.WorkerAsync();
        driver.Crash.Reset(at, false);
        driver.Crash.Instead = stopping.Cancel;
        try
        {
            await worker.HandleAsync(message.Text, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await driver.Queues.SendAsync(message.Queue, message.Text, TimeSpan.Zero, default);
        }
    }

    private static async Task<int> CountCallsAsync(string input, SubmissionOptions options)
    {
        using var driver = SubmissionDriver.InMemory(options);
        var submission = await driver.SubmitAsync(SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(input)), gzip: true);
        driver.Crash.Reset(0, false);
        await driver.HandleAsync(submission);
        return driver.Crash.Calls;
    }
}
