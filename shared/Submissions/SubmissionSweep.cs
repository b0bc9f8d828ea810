using InfoShare.Agencies;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>Finds what crashes left of submissions, by their markers, and what the hosts gave up, in the poison queue. Any number may run at once.</summary>
public sealed class SubmissionSweep(IBlobs blobs, IQueues queues, SubmissionStore submissions, SubmissionOptions options, TimeProvider time)
{
    /// <summary>An upload takes no longer than this.</summary>
    private static readonly TimeSpan UploadTime = TimeSpan.FromDays(1);

    private const int PoisonPeek = 32;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var message in await queues.PeekAsync(StorageNames.Queues.Poison(StorageNames.Queues.Submissions), PoisonPeek, cancellationToken))
        {
            if (SubmissionMessage.TryDecode(message.Text) is { } about)
            {
                await FailAsync(about.Agency, about.Submission, cancellationToken);
            }
        }

        await foreach (var (agency, id) in submissions.ListOpenAsync(cancellationToken))
        {
            await LookAfterAsync(agency, id, cancellationToken);
        }
    }

    private async Task LookAfterAsync(AgencyId agency, string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await submissions.FindAsync(agency, id, cancellationToken) is not { } found)
        {
            if (!SubmissionId.TryParse(id, out var parsed) || now - parsed.MadeAt > UploadTime)
            {
                await blobs.DeleteAsync(StorageNames.Containers.Submissions, StorageNames.SubmissionRows.Input(id), cancellationToken);
                await submissions.CloseAsync(id, cancellationToken);
            }
        }
        else if (found.Submission.IsFinished)
        {
            await submissions.CloseAsync(id, cancellationToken);
        }
        else if (now - (found.Submission.SeenAt ?? found.Submission.CreatedAt) > options.AbandonedAfter)
        {
            await ReviveAsync(found, now, cancellationToken);
        }
    }

    /// <summary>Queues an abandoned submission again. Its message may still be on its way: then the later claim wins.</summary>
    private async Task ReviveAsync(StoredSubmission found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var submission = found.Submission;
        if (submission.Revivals >= options.MaxRevivals)
        {
            await FailAsync(submission.Agency, submission.Id, cancellationToken);
            return;
        }

        var next = submission with { SeenAt = now, Revivals = submission.Revivals + 1 };
        if (await submissions.ReplaceAsync(found, next, null, cancellationToken) is not null)
        {
            var message = SubmissionMessage.Encode(submission.Agency, submission.Id);
            await queues.SendAsync(StorageNames.Queues.Submissions, message, TimeSpan.Zero, cancellationToken);
        }
    }

    private async Task FailAsync(AgencyId agency, string id, CancellationToken cancellationToken)
    {
        while (await submissions.FindAsync(agency, id, cancellationToken) is { Submission.IsFinished: false } found)
        {
            var failed = found.Submission with
            {
                Status = SubmissionStatus.Failed,
                Reason = "The hub has tried several times and cannot go on with it; its operator has been told.",
                FinishedAt = time.GetUtcNow(),
            };
            if (await submissions.ReplaceAsync(found, failed, null, cancellationToken) is not null)
            {
                await submissions.CloseAsync(id, cancellationToken);
            }
        }
    }
}
