using System.Security.Cryptography;
using InfoShare.Storage;
using InfoShare.Submissions.Csv;

namespace InfoShare.Submissions;

/// <summary>Takes in an upload: stores it as it comes, and queues it.</summary>
/// <remarks>
/// A CSV's header is judged first: nothing is stored of an input whose columns are not known.
/// Write order, and what a crash after each step leaves:
/// 1. The marker. A sweep finds it without a submission, a day later, and removes what there is.
/// 2. The input's blob, visible only when it is whole. Likewise.
/// 3. The submission's row. The client has no answer yet; the sweep queues it, as if step 4 had come.
/// 4. The message. The client has no answer, and finds the submission in its list; sending the same once more is harmless.
/// </remarks>
public sealed class SubmissionIntake(IBlobs blobs, IQueues queues, SubmissionStore submissions, SubmissionOptions options, TimeProvider time)
{
    /// <exception cref="InputTooLargeException">Nothing of it is kept.</exception>
    /// <exception cref="IncompleteInputException">Nothing of it is kept.</exception>
    public async Task<IntakeOutcome> AcceptAsync(SubmissionUpload upload, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var metered = new MeteredStream(content, options.MaxUploadBytes, hash, upload.Length);
        var beginning = new byte[upload.Kind is null ? 0 : TextEncoding.SampleBytes];
        var length = await metered.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        if (upload.Kind is { } kind
            && await CsvHeader.CheckAsync(upload, kind, beginning[..length], length < beginning.Length, options, cancellationToken) is { Count: > 0 } errors)
        {
            return new IntakeOutcome.Refused(errors);
        }

        var id = SubmissionId.New(time).ToString();
        await submissions.OpenAsync(upload.Agency, id, cancellationToken);
        await using var whole = new ChainedStream(new MemoryStream(beginning, 0, length), metered);
        await StoreAsync(id, whole, cancellationToken);
        var submission = Describe(id, upload, metered.Count, hash);
        await submissions.AddAsync(submission, cancellationToken);

        // Stored by now: the sweep queues it, if this cannot.
        var message = SubmissionMessage.Encode(upload.Agency, id);
        await queues.SendAfterStoringAsync(StorageNames.Queues.Submissions, message, TimeSpan.Zero, cancellationToken);
        return new IntakeOutcome.Accepted(submission);
    }

    private async Task StoreAsync(string id, Stream content, CancellationToken cancellationToken)
    {
        var name = StorageNames.SubmissionRows.Input(id);
        try
        {
            await blobs.WriteAsync(StorageNames.Containers.Submissions, name, content, new BlobCondition.CreateOnly(), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await submissions.CloseAsync(id, cancellationToken);
            throw;
        }
    }

    private Submission Describe(string id, SubmissionUpload upload, long bytes, IncrementalHash hash) => new()
    {
        Id = id,
        Agency = upload.Agency,
        Client = upload.Client,
        Format = upload.Format,
        Kind = upload.Kind,
        AlertsOnly = upload.AlertsOnly,
        Gzip = upload.Gzip,
        Charset = upload.Charset,
        BytesTotal = bytes,
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
        CreatedAt = time.GetUtcNow(),
    };
}
