using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Tests.Submissions;

public sealed class SubmissionSweepTests
{
    [Fact]
    public async Task An_Abandoned_Submission_Is_Queued_Again_And_Fails_After_So_Many_Times()
    {
        using var driver = SubmissionDriver.InMemory(new() { AbandonedAfter = TimeSpan.FromTicks(-1), MaxRevivals = 2 });
        var submission = await driver.SubmitAsync(Lines.Many(3));
        var sweep = Sweep(driver);

        await sweep.RunAsync(default);
        await sweep.RunAsync(default);
        Assert.Equal(3, await driver.Queues.CountAsync(StorageNames.Queues.Submissions, default));
        await sweep.RunAsync(default);

        Assert.Equal(SubmissionStatus.Failed, (await driver.FindAsync(submission)).Status);
    }

    [Fact]
    public async Task A_Poisoned_Submission_Has_Failed()
    {
        using var driver = SubmissionDriver.InMemory();
        var submission = await driver.SubmitAsync(Lines.Many(3));
        var message = SubmissionMessage.Encode(submission.Agency, submission.Id);
        await driver.Queues.SendAsync(StorageNames.Queues.Poison(StorageNames.Queues.Submissions), message, TimeSpan.Zero, default);

        await Sweep(driver).RunAsync(default);

        Assert.Equal(SubmissionStatus.Failed, (await driver.HandleAsync(submission)).Status);
    }

    [Fact]
    public async Task A_Submission_That_Ends_Its_Process_Every_Time_Is_Given_Up()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue, MaxAttempts = 3 });
        var submission = await driver.SubmitAsync(Lines.Many(3));
        for (var crash = 0; crash < 3; crash++)
        {
            // What a process leaves that ends before its first checkpoint: its claim.
            var found = (await driver.Submissions.FindAsync(submission.Agency, submission.Id, default))!;
            await driver.Submissions.ReplaceAsync(found, found.Submission with { Attempts = found.Submission.Attempts + 1 }, null, default);
        }

        submission = await driver.HandleAsync(submission);

        Assert.Equal((SubmissionStatus.Failed, 0L), (submission.Status, submission.Checkpoint.Counts.Total));
    }

    private static SubmissionSweep Sweep(SubmissionDriver driver) =>
        new(driver.Blobs, driver.Queues, driver.Submissions, driver.Options, TimeProvider.System);
}
