using System.Security.Cryptography;
using InfoShare.Agencies;
using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Feed;

/// <summary>
/// Handles a message of the queue <c>feed</c>: checks whose it is, and makes a submission of its alerts, whose outcomes the institution reads
/// like those of any other. What must be refused is told there too, and never comes back to the queue: only the storage makes a message wait.
/// Whose a message is that no key of its agency has signed, nobody knows: it is told to the agency only if it came through the hub's door with
/// that agency's token, or whoever may send to the queue could fill another's submissions.
/// </summary>
/// <remarks>
/// Write order, and what a crash after each step leaves:
/// 1. The receipt, under the message's id. The message comes back and finds its own: it goes on under the same submission.
/// 2. The marker of the submission. A sweep removes it a day later, unless the message comes back.
/// 3. The blob with its lines. Likewise; the same blob is written again.
/// 4. The submission's row. The sweep queues it, as the message does when it comes back.
/// 5. The lines themselves, by the worker of submissions, which is called here and takes care of its own crashes.
/// </remarks>
public sealed class FeedWorker(
    FindPublisher publishers, FeedReceipts receipts, FeedFiles files, SubmissionStore submissions, SubmissionWorker worker, IBlobs blobs, TimeProvider time)
{
    /// <summary>What became of a message.</summary>
    /// <param name="Agency">Whom it said it is of, if it said.</param>
    public sealed record Outcome(FeedRefusal? Refusal, AgencyId? Agency, bool IsRepeated = false);

    /// <summary>
    /// Call before a message goes on the queue that its agency has sent with its own token: one that will be refused for its key or signature
    /// is noted as the agency's own. A crash after it leaves a note that nobody asks for.
    /// </summary>
    public async Task NoteSenderAsync(FeedMessage message, string compact, CancellationToken cancellationToken)
    {
        if ((await publishers(message.Issuer, cancellationToken))?.Agency is { } agency && Judge(agency, message) is FeedRefusal.UnknownKey or FeedRefusal.BadSignature)
        {
            await receipts.RefuseAsync(agency.Id, compact, cancellationToken);
        }
    }

    /// <exception cref="StorageUnavailableException">The message is to be handled again.</exception>
    public async Task<Outcome> HandleAsync(string compact, CancellationToken cancellationToken)
    {
        var outcome = await TakeAsync(compact, cancellationToken);
        if (outcome.Refusal is { } refusal)
        {
            FeedMeter.Refused(refusal);
        }
        else if (outcome.IsRepeated)
        {
            FeedMeter.Repeated();
        }
        else
        {
            FeedMeter.Accepted();
        }

        return outcome;
    }

    private async Task<Outcome> TakeAsync(string compact, CancellationToken cancellationToken)
    {
        if (FeedMessage.Read(compact, out _) is not { } message)
        {
            return new(FeedRefusal.Unreadable, null);
        }

        var publisher = await publishers(message.Issuer, cancellationToken);
        if (publisher?.Agency is not { Kind: AgencyKind.PaymentInstitution, Status: AgencyStatus.Active } agency)
        {
            return new(FeedRefusal.UnknownAgency, message.Issuer);
        }

        if (Judge(agency, message) is { } refusal)
        {
            if (refusal is FeedRefusal.Early || await receipts.IsRefusedAsync(agency.Id, compact, cancellationToken))
            {
                await TellAsync(message, compact, refusal, cancellationToken);
            }

            return new(refusal, agency.Id);
        }

        var receipt = await receipts.TakeAsync(message, cancellationToken);
        if (receipt.Digest != message.Digest)
        {
            await TellAsync(message, compact, FeedRefusal.Reused, cancellationToken);
            return new(FeedRefusal.Reused, agency.Id);
        }

        return await SubmitAsync(message, receipt, cancellationToken);
    }

    private FeedRefusal? Judge(Agency agency, FeedMessage message)
    {
        if (FeedKeys.Find(agency, message.KeyId) is not { } key)
        {
            return FeedRefusal.UnknownKey;
        }

        if (!FeedKeys.Verifies(key, message))
        {
            return FeedRefusal.BadSignature;
        }

        return message.IssuedAt > time.GetUtcNow() + FeedLimits.ClockSkew ? FeedRefusal.Early : null;
    }

    private async Task<Outcome> SubmitAsync(FeedMessage message, FeedReceipt receipt, CancellationToken cancellationToken)
    {
        var found = await submissions.FindAsync(message.Issuer, receipt.Submission, cancellationToken);
        if (found is null && await StoreAsync(message, receipt.Submission, cancellationToken) is { } refusal)
        {
            return new(refusal, message.Issuer);
        }

        if (found is not { Submission.IsFinished: true })
        {
            await worker.HandleAsync(SubmissionMessage.Encode(message.Issuer, receipt.Submission), cancellationToken);
        }

        return new(null, message.Issuer, IsRepeated: found is { Submission.IsFinished: true });
    }

    /// <summary>Stores what the message brings as a submission; the refusal if the file that it points to is not what it says.</summary>
    private async Task<FeedRefusal?> StoreAsync(FeedMessage message, string id, CancellationToken cancellationToken)
    {
        await submissions.OpenAsync(message.Issuer, id, cancellationToken);
        var input = StorageNames.SubmissionRows.Input(id);
        if (message.File is { } file)
        {
            if (await files.CopyAsync(message.Issuer, file, input, cancellationToken) is not { } copied)
            {
                await submissions.AddAsync(Failed(message, id, message.Signed.Length, Sentence(FeedRefusal.WrongFile)), cancellationToken);
                await submissions.CloseAsync(id, cancellationToken);
                return FeedRefusal.WrongFile;
            }

            await submissions.AddAsync(Describe(message, id, copied.Bytes, file.Sha256) with { Gzip = copied.Gzip }, cancellationToken);
            return null;
        }

        using var lines = new MemoryStream(message.Lines!, writable: false);
        await blobs.WriteAsync(StorageNames.Containers.Submissions, input, lines, new BlobCondition.Always(), cancellationToken);
        await submissions.AddAsync(Describe(message, id, message.Lines!.Length, Convert.ToHexStringLower(SHA256.HashData(message.Lines))), cancellationToken);
        return null;
    }

    /// <summary>Leaves the refusal where the institution looks: a submission that failed, once for each message.</summary>
    private async Task TellAsync(FeedMessage message, string compact, FeedRefusal refusal, CancellationToken cancellationToken)
    {
        var receipt = await receipts.RefuseAsync(message.Issuer, compact, cancellationToken);
        if (receipt.IsNew || await submissions.FindAsync(message.Issuer, receipt.Submission, cancellationToken) is null)
        {
            await submissions.AddAsync(Failed(message, receipt.Submission, compact.Length, Sentence(refusal)), cancellationToken);
        }
    }

    private Submission Failed(FeedMessage message, string id, long bytes, string reason)
    {
        var now = time.GetUtcNow();
        return Describe(message, id, bytes, message.Digest) with { Status = SubmissionStatus.Failed, Reason = reason, FinishedAt = now };
    }

    private Submission Describe(FeedMessage message, string id, long bytes, string hash) => new()
    {
        Id = id,
        Agency = message.Issuer,
        Client = message.KeyId,
        Message = message.Id,
        Format = SubmissionFormat.Ndjson,
        AlertsOnly = true,
        BytesTotal = bytes,
        Sha256 = hash,
        CreatedAt = time.GetUtcNow(),
    };

    private static string Sentence(FeedRefusal refusal) => refusal switch
    {
        FeedRefusal.UnknownKey => "The message was refused: your agency has no key of this kid for ES256, or no longer. Nothing of it was published.",
        FeedRefusal.BadSignature => "The message was refused: its signature is not that of the key that it names. Nothing of it was published.",
        FeedRefusal.Early => "The message was refused: its iat is in the future. Nothing of it was published.",
        FeedRefusal.Reused => "The message was refused: another message had its jti before. Nothing of it was published.",
        FeedRefusal.WrongFile => "The message was refused: the file that it points to is not there, or its bytes have another SHA-256. Nothing of it was published.",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
