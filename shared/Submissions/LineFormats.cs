using InfoShare.Records;
using InfoShare.Storage;
using InfoShare.Submissions.Csv;

namespace InfoShare.Submissions;

/// <summary>Finds out how an input's lines are to be read.</summary>
internal static class LineFormats
{
    /// <exception cref="UnreadableInputException">The input cannot be read, or is not what it was said to be.</exception>
    public static async Task<LineFormat> OpenAsync(
        IBlobs blobs, Submission submission, SubmissionOptions options, CancellationToken cancellationToken)
    {
        var sample = await SubmissionInput.SampleAsync(blobs, submission, options, cancellationToken);
        return submission.Format == SubmissionFormat.Csv
            ? CsvFormat.Of(submission.Kind ?? throw new InvalidDataException("A CSV submission has no kind."), sample, submission.Charset)
            : NdjsonFormat.Of(sample, submission.AlertsOnly ? RecordKind.Alert : null);
    }
}
