using System.Text;
using InfoShare.Submissions;

namespace InfoShare.Tests.Submissions;

public sealed class SubmissionCrashTests
{
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

    private static async Task<int> CountCallsAsync(string input, SubmissionOptions options)
    {
        using var driver = SubmissionDriver.InMemory(options);
        var submission = await driver.SubmitAsync(SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(input)), gzip: true);
        driver.Crash.Reset(0, false);
        await driver.HandleAsync(submission);
        return driver.Crash.Calls;
    }
}
