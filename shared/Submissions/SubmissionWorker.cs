using System.Security.Cryptography;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// Handles a queued submission: publishes its lines from the checkpoint on, for at most <see cref="SubmissionOptions.RangeTime"/>, and
/// queues the rest.
/// </summary>
/// <remarks>
/// Write order, and what a crash after each step leaves:
/// 1. The claim: the state names this attempt. An earlier attempt, if it still runs, is refused its next checkpoint and stops.
/// 2. Per batch, the records' own commits. They stand; the message comes back, and the lines since the checkpoint are gone through again.
///    Each carries its line as origin, so that what it did is reported as done and nothing is done twice.
/// 3. Per segment, the blob of outcomes under a name of the attempt's own. An orphan that nothing names.
/// 4. One commit of the checkpoint, If-Match, and the segment's row. The next attempt goes on behind it.
/// 5. A message for the rest. Without it this message comes back and does the same; with both, the later claim wins.
/// 6. At the end, the marker is removed; otherwise the sweep does it.
/// A program that is asked to stop goes from wherever it is to steps 3 to 5.
/// </remarks>
public sealed class SubmissionWorker(
    IBlobs blobs, IQueues queues, SubmissionStore submissions, RecordStore records, PendingGauge gauge, RunSequencer sequence, FindPublisher publishers, SubmissionOptions options, TimeProvider time)
{
    /// <exception cref="InvalidDataException">The message is none; the host moves it to the poison queue.</exception>
    public async Task HandleAsync(string text, CancellationToken cancellationToken)
    {
        var message = SubmissionMessage.TryDecode(text) ?? throw new InvalidDataException("This is no message about a submission.");
        if (await ClaimAsync(message, cancellationToken) is not { } claimed)
        {
            return;
        }

        using var range = new SubmissionRange(blobs, submissions, records, gauge, sequence, options, time, claimed);
        var hasMore = claimed.Submission.Attempts <= options.MaxAttempts
            ? await RunAsync(range, claimed.Submission, cancellationToken)
            : await GiveUpAsync(range);
        if (hasMore)
        {
            await queues.SendAsync(StorageNames.Queues.Submissions, text, TimeSpan.Zero, CancellationToken.None);
        }
        else if (range.State.Submission.IsFinished)
        {
            await submissions.CloseAsync(message.Submission, CancellationToken.None);
        }
    }

    /// <summary>Null if there is nothing to do.</summary>
    private async Task<StoredSubmission?> ClaimAsync(SubmissionMessage message, CancellationToken cancellationToken)
    {
        while (await submissions.FindAsync(message.Agency, message.Submission, cancellationToken) is { } found)
        {
            if (found.Submission.IsFinished)
            {
                await submissions.CloseAsync(message.Submission, cancellationToken);
                return null;
            }

            var now = time.GetUtcNow();
            var claim = found.Submission with
            {
                Attempt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
                Status = SubmissionStatus.Running,
                StartedAt = found.Submission.StartedAt ?? now,
                SeenAt = now,
                Attempts = found.Submission.Attempts + 1,
            };
            if (await submissions.ReplaceAsync(found, claim, null, cancellationToken) is { } claimed)
            {
                return claimed;
            }
        }

        return null;
    }

    /// <summary>
    /// After an attempt that came to no checkpoint, half as many lines at once, and after the next half of that: a hub that dies early gets on all the same, and
    /// a line that kills it is in the end alone.
    /// </summary>
    private SubmissionOptions After(int attempts) =>
        options with { BatchLines = Math.Max(1, options.BatchLines >> Math.Min(attempts - 1, 30)) };

    private static async Task<bool> GiveUpAsync(SubmissionRange range)
    {
        await range.FailAsync("The hub has tried many times and comes no further than this; its operator has been told.");
        return false;
    }

    private async Task<bool> RunAsync(SubmissionRange range, Submission submission, CancellationToken cancellationToken)
    {
        try
        {
            var format = await LineFormats.OpenAsync(blobs, submission, options, cancellationToken);
            await using var input = await SubmissionInput.OpenAsync(
                blobs, submission, options, format.Encoding, format.Boundary, submission.Checkpoint, cancellationToken);
            return await range.RunAsync(new(input, submission, format, publishers, After(submission.Attempts)), cancellationToken);
        }
        catch (UnreadableInputException unreadable)
        {
            await range.FailAsync(unreadable.Message);
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await range.StopAsync();
        }
    }
}
