using InfoShare.Agencies;

namespace InfoShare.Submissions;

/// <summary>Stops a submission: at once if nobody works on it, otherwise between two batches. Lines that are published stay.</summary>
public sealed class SubmissionCancellation(SubmissionStore submissions, TimeProvider time)
{
    /// <summary>The submission as it now stands, finished ones unchanged; null if the agency has none of this id.</summary>
    public async Task<Submission?> CancelAsync(AgencyId agency, string id, CancellationToken cancellationToken)
    {
        while (await submissions.FindAsync(agency, id, cancellationToken) is { } found)
        {
            if (found.Submission.IsFinished || found.Submission.CancelRequested)
            {
                return found.Submission;
            }

            var next = found.Submission.Status == SubmissionStatus.Queued
                ? found.Submission with { CancelRequested = true, Status = SubmissionStatus.Cancelled, FinishedAt = time.GetUtcNow() }
                : found.Submission with { CancelRequested = true };
            if (await submissions.ReplaceAsync(found, next, null, cancellationToken) is { } stored)
            {
                return stored.Submission;
            }
        }

        return null;
    }
}
