using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// The rows of submissions. An agency's submissions and their segments share a partition, so that a checkpoint and the outcomes that
/// it covers are one commit.
/// </summary>
public sealed class SubmissionStore(ITables tables)
{
    private const string Table = StorageNames.Tables.Submissions;

    /// <summary>The submission as it stands, or null if the agency has none of this id.</summary>
    public async ValueTask<StoredSubmission?> FindAsync(AgencyId agency, string id, CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, Partition(agency), StorageNames.SubmissionRows.State(id), cancellationToken) is { } row ? Read(row) : null;

    /// <summary>Up to <paramref name="take"/> of the agency's submissions, newest first, from after the one with id <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<Submission>> ListAsync(AgencyId agency, string? after, int take, CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.SubmissionRows.States(after);
        var found = new List<Submission>();
        string? continuation = null;
        do
        {
            var page = await tables.QueryAsync(Table, Partition(agency), from, to, take - found.Count, continuation, cancellationToken);
            found.AddRange(page.Entities.Select(row => Read(row).Submission));
            continuation = page.Continuation;
        }
        while (continuation is not null && found.Count < take);
        return found;
    }

    /// <summary>Adds a new submission.</summary>
    public async Task AddAsync(Submission submission, CancellationToken cancellationToken)
    {
        var insert = new TableWrite.Insert(StorageNames.SubmissionRows.State(submission.Id), Write(submission));
        var outcome = await tables.CommitAsync(Table, Partition(submission.Agency), [insert], cancellationToken);
        if (outcome is CommitOutcome.Unknown unknown && await outcome.LookAsync(() => FindAsync(submission.Agency, submission.Id, cancellationToken)) is null)
        {
            throw new StorageUncertainException(unknown.Reason);
        }
    }

    /// <summary>
    /// Replaces the state if it is still as read, together with a new segment if there is one; null if it has changed meanwhile.
    /// An ambiguous outcome is settled by reading: nobody else writes the very same state.
    /// </summary>
    public async Task<StoredSubmission?> ReplaceAsync(StoredSubmission read, Submission next, Segment? segment, CancellationToken cancellationToken)
    {
        var writes = new List<TableWrite>
        {
            new TableWrite.Replace(StorageNames.SubmissionRows.State(next.Id), Write(next), read.ETag),
        };
        if (segment is not null)
        {
            var content = (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(segment, SubmissionJson.Default.Segment);
            writes.Add(new TableWrite.Insert(StorageNames.SubmissionRows.Segment(next.Id, segment.FirstLine), new() { { "segment", content } }));
        }

        var outcome = await tables.CommitAsync(Table, Partition(next.Agency), writes, cancellationToken);
        if (outcome is CommitOutcome.Committed committed)
        {
            return new(next, committed.ETags[0]);
        }

        var now = await outcome.LookAsync(() => FindAsync(next.Agency, next.Id, cancellationToken));
        if (now?.Submission == next)
        {
            return now;
        }

        return outcome is CommitOutcome.Unknown unknown
            ? throw new StorageUncertainException(unknown.Reason)
            : null;
    }

    /// <summary>The submission's segments, in the order of their lines, from the one that holds <paramref name="fromLine"/>.</summary>
    public async IAsyncEnumerable<Segment> SegmentsAsync(
        AgencyId agency, string id, long fromLine, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, to) = StorageNames.SubmissionRows.Segments(id);
        Segment? before = null;
        await foreach (var row in tables.QueryAllAsync(Table, Partition(agency), from, to, cancellationToken))
        {
            var segment = JsonSerializer.Deserialize((row.Properties.GetBinary("segment") ?? default).Span, SubmissionJson.Default.Segment)
                ?? throw new InvalidDataException($"{row.Row} has no segment.");
            if (before is not null && segment.FirstLine > fromLine)
            {
                yield return before;
            }

            before = segment;
        }

        if (before is not null)
        {
            yield return before;
        }
    }

    /// <summary>Notes that a submission is not finished, before anything else of it is stored: what a crash leaves is found by the marker.</summary>
    public async Task OpenAsync(AgencyId agency, string id, CancellationToken cancellationToken)
    {
        var marker = new TableWrite.Upsert(id, new() { { "agency", agency.ToString() } });
        if (await tables.CommitAsync(Table, StorageNames.SubmissionRows.Open, [marker], cancellationToken) is not CommitOutcome.Committed)
        {
            throw new StorageUnavailableException("The submission could not be noted.");
        }
    }

    /// <summary>Removes the marker; a crash before it leaves the marker to the next sweep.</summary>
    public async Task CloseAsync(string id, CancellationToken cancellationToken) =>
        await tables.CommitAsync(Table, StorageNames.SubmissionRows.Open, [new TableWrite.Delete(id, null)], cancellationToken);

    /// <summary>Agency and id of every submission that has a marker.</summary>
    public async IAsyncEnumerable<(AgencyId Agency, string Id)> ListOpenAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.QueryAllAsync(Table, StorageNames.SubmissionRows.Open, null, null, cancellationToken))
        {
            yield return (AgencyId.Parse(row.Properties.GetString("agency") ?? ""), row.Row);
        }
    }

    private static string Partition(AgencyId agency) => StorageNames.SubmissionRows.Partition(agency);

    private static StoredSubmission Read(Entity row) => new(
        JsonSerializer.Deserialize((row.Properties.GetBinary("state") ?? default).Span, SubmissionJson.Default.Submission)
            ?? throw new InvalidDataException($"{row.Row} has no state."),
        row.ETag);

    private static Properties Write(Submission submission) =>
        new() { { "state", JsonSerializer.SerializeToUtf8Bytes(submission, SubmissionJson.Default.Submission) } };
}

/// <summary>A submission as read, with what guards its replacement.</summary>
public sealed record StoredSubmission(Submission Submission, string ETag);
