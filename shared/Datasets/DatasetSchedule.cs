using InfoShare.Agencies;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Asks for the builds that are due, and keeps what is known of withdrawals.</summary>
public sealed class DatasetSchedule(
    ITables tables, DatasetStore store, DatasetBuilds builds, BuildHistory history, Withdrawals withdrawals, AgencyDirectory agencies, DatasetOptions options, TimeProvider time)
{
    /// <summary>
    /// Between builds that cannot wait (a segment was withdrawn, or the registry has changed): as long as the last one took, so that however
    /// often records are retracted, at most half of the time goes into building; and at least this.
    /// </summary>
    private static readonly TimeSpan Urgent = TimeSpan.FromSeconds(5);

    /// <summary>A dataset's first version is not urgent: a hub that has just got its first records, or started with them, has more to do.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);

    /// <summary>The datasets for which a build was asked.</summary>
    public async Task<IReadOnlyList<DatasetName>> RunAsync(CancellationToken cancellationToken)
    {
        var head = await SequenceHead.LoadAsync(tables, cancellationToken);
        var asked = new List<DatasetName>();
        foreach (var dataset in Enum.GetValues<DatasetName>())
        {
            if (await DueAsync(dataset, head, cancellationToken) is { } delay)
            {
                await builds.RequestAsync(dataset, delay, cancellationToken);
                asked.Add(dataset);
            }
        }

        return asked;
    }

    /// <summary>How long the build that is due may wait; null: none is due.</summary>
    private async Task<TimeSpan?> DueAsync(DatasetName dataset, SequenceHead head, CancellationToken cancellationToken)
    {
        var versions = await store.ListAsync(head.Epoch, dataset, cancellationToken);
        var isWithdrawn = await withdrawals.CheckAsync(dataset, versions, cancellationToken);
        await withdrawals.SaveAsync(dataset, cancellationToken);
        var all = await history.ListAsync(dataset, cancellationToken);
        var newest = all.Count > 0 ? all[0] : null;
        var now = time.GetUtcNow();
        var sinceAsked = newest is null ? TimeSpan.MaxValue : now - newest.RequestedAt;
        if (newest is { IsOpen: true } && sinceAsked < DatasetBuilds.AbandonedAfter)
        {
            return null;
        }

        var mayHurry = newest is null || (newest.Status is BuildStatus.HeldBack or BuildStatus.Failed ? sinceAsked >= options.Every : IsRested(newest, now));
        if (versions.Count == 0)
        {
            return head.Next > SequenceIndex.Zero && mayHurry ? FirstAfter : null;
        }

        var latest = versions[0];
        if (latest.Segments.Any(segment => isWithdrawn(latest, segment)) || !latest.Roster.SequenceEqual(AudienceMember.Of(await agencies.CurrentAsync(cancellationToken))))
        {
            return mayHurry ? TimeSpan.Zero : null;
        }

        var isDue = sinceAsked >= options.Every && (head.Next.Value > latest.Index || now - latest.BuiltAt >= options.AtLeastEvery);
        return isDue ? TimeSpan.Zero : null;
    }

    private static bool IsRested(DatasetBuild last, DateTimeOffset now)
    {
        var ended = last.FinishedAt ?? last.RequestedAt;
        var took = ended - (last.StartedAt ?? ended);
        return now - ended >= (took > Urgent ? took : Urgent);
    }
}
