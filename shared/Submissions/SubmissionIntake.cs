using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>Takes in an upload: stores it as it comes, and queues it.</summary>
/// <remarks>
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
    public async Task<Submission> AcceptAsync(SubmissionUpload upload, Stream content, CancellationToken cancellationToken)
    {
        var id = SubmissionId.New(time).ToString();
        await submissions.OpenAsync(upload.Agency, id, cancellationToken);
        var submission = await StoreAsync(id, upload, content, cancellationToken);
        await submissions.AddAsync(submission, cancellationToken);
        var message = SubmissionMessage.Encode(upload.Agency, id);
        await queues.SendAsync(StorageNames.Queues.Submissions, message, TimeSpan.Zero, cancellationToken);
        return submission;
    }

    private async Task<Submission> StoreAsync(string id, SubmissionUpload upload, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var metered = new MeteredStream(content, options.MaxUploadBytes, hash, upload.Length);
        var name = StorageNames.SubmissionRows.Input(id);
        try
        {
            await blobs.WriteAsync(StorageNames.Containers.Submissions, name, metered, new BlobCondition.CreateOnly(), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await submissions.CloseAsync(id, cancellationToken);
            throw;
        }

        return new()
        {
            Id = id,
            Agency = upload.Agency,
            Client = upload.Client,
            Format = upload.Format,
            Kind = upload.Kind,
            AlertsOnly = upload.AlertsOnly,
            Gzip = upload.Gzip,
            Charset = upload.Charset,
            BytesTotal = metered.Count,
            Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            CreatedAt = time.GetUtcNow(),
        };
    }
}
