using System.Security.Cryptography;
using System.Text;
using InfoShare.Agencies;
using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Feed;

/// <summary>
/// Remembers which messages were taken up, for ever: a row under the message's id, inserted once, that says which content it had and which
/// submission it became. Beside the agency's submissions.
/// </summary>
public sealed class FeedReceipts(ITables tables, TimeProvider time)
{
    /// <summary>Of a message that is verified: one id, one content.</summary>
    public Task<FeedReceipt> TakeAsync(FeedMessage message, CancellationToken cancellationToken) =>
        InsertAsync(message.Issuer, StorageNames.SubmissionRows.Message(Hash(message.Id)), message.Digest, cancellationToken);

    /// <summary>Of one that is refused: by its content, for its id may be another's, so that sending it again tells of it once.</summary>
    public Task<FeedReceipt> RefuseAsync(AgencyId agency, string compact, CancellationToken cancellationToken)
    {
        var digest = Hash(compact);
        return InsertAsync(agency, StorageNames.SubmissionRows.RefusedMessage(digest), digest, cancellationToken);
    }

    /// <summary>The hash by which a message that was sent is known.</summary>
    public static string HashOf(string compact) => Hash(compact);

    /// <summary>Whether a message's refusal was noted.</summary>
    public async ValueTask<bool> IsRefusedAsync(AgencyId agency, string compact, CancellationToken cancellationToken) =>
        await FindAsync(agency, StorageNames.SubmissionRows.RefusedMessage(Hash(compact)), cancellationToken) is not null;

    /// <summary>The submissions that may tell what became of a message, the likelier first.</summary>
    /// <param name="id">The message's.</param>
    /// <param name="hash">See <see cref="HashOf"/>; null: whatever was sent under the id.</param>
    public async Task<IReadOnlyList<string>> FindAsync(AgencyId agency, string id, string? hash, CancellationToken cancellationToken)
    {
        var taken = await FindAsync(agency, StorageNames.SubmissionRows.Message(Hash(id)), cancellationToken);
        var refused = hash is null ? null : await FindAsync(agency, StorageNames.SubmissionRows.RefusedMessage(hash), cancellationToken);

        // Noted as refused at the door, and taken afterwards all the same: its key had just been registered. What was taken before it is no
        // answer to a message that is refused.
        var isAnswer = taken is not null && (refused is null || MadeAt(taken) >= MadeAt(refused));
        return [.. new[] { refused, isAnswer ? taken : null }.OfType<string>()];
    }

    private static DateTimeOffset MadeAt(string submission) => SubmissionId.TryParse(submission, out var id) ? id.MadeAt : default;

    private async ValueTask<string?> FindAsync(AgencyId agency, string row, CancellationToken cancellationToken) =>
        (await tables.GetAsync(StorageNames.Tables.Submissions, StorageNames.SubmissionRows.Partition(agency), row, cancellationToken))?.Properties.GetString("submission");

    private async Task<FeedReceipt> InsertAsync(AgencyId agency, string row, string digest, CancellationToken cancellationToken)
    {
        var partition = StorageNames.SubmissionRows.Partition(agency);
        var submission = SubmissionId.New(time).ToString();
        var insert = new TableWrite.Insert(row, new() { { "digest", digest }, { "submission", submission } });
        if (await tables.CommitAsync(StorageNames.Tables.Submissions, partition, [insert], cancellationToken) is CommitOutcome.Committed)
        {
            return new(digest, submission, IsNew: true);
        }

        var found = await tables.GetAsync(StorageNames.Tables.Submissions, partition, row, cancellationToken)
            ?? throw new StorageUnavailableException("A message could not be noted.");
        var receipt = new FeedReceipt(found.Properties.GetString("digest")!, found.Properties.GetString("submission")!, IsNew: false);
        return receipt.Submission == submission ? receipt with { IsNew = true } : receipt;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <param name="Digest">Of the content that came first under the message's id.</param>
/// <param name="Submission">What it became, or becomes.</param>
/// <param name="IsNew">It came first just now.</param>
public sealed record FeedReceipt(string Digest, string Submission, bool IsNew);
