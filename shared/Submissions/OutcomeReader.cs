using System.IO.Pipelines;
using System.Text.Json;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>Reads the stored outcomes of a submission, in the order of its lines, blob by blob.</summary>
public sealed class OutcomeReader(IBlobs blobs, SubmissionStore submissions)
{
    /// <summary>Outcomes of the lines after <paramref name="afterLine"/>, of one result or (null) of all.</summary>
    public async IAsyncEnumerable<LineOutcome> ReadAsync(
        Submission submission,
        LineResult? result,
        long afterLine,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var segment in submissions.SegmentsAsync(submission.Agency, submission.Id, afterLine + 1, cancellationToken))
        {
            if (result is { } wanted && segment.Counts.Of(wanted) == 0)
            {
                continue;
            }

            await foreach (var outcome in ReadAsync(segment, cancellationToken))
            {
                if (outcome.Line > afterLine && (result is null || outcome.Result == result))
                {
                    yield return outcome;
                }
            }
        }
    }

    private async IAsyncEnumerable<LineOutcome> ReadAsync(
        Segment segment, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenReadAsync(StorageNames.Containers.Submissions, segment.Blob, 0, null, cancellationToken)
            ?? throw new InvalidDataException($"The outcomes {segment.Blob} are not there.");
        var outcomes = JsonSerializer.DeserializeAsyncEnumerable(
            PipeReader.Create(stream), SubmissionJson.Default.LineOutcome, topLevelValues: true, cancellationToken);
        await foreach (var outcome in outcomes)
        {
            yield return outcome ?? throw new InvalidDataException($"The outcomes {segment.Blob} hold a null.");
        }
    }
}
