using System.Security.Cryptography;
using InfoShare.Storage;
using InfoShare.Text;

namespace InfoShare.Datasets;

/// <summary>The builds that were asked for, the newest of each dataset, and what became of them.</summary>
public sealed class DatasetBuilds(IBlobs blobs, IQueues queues, TimeProvider time)
{
    /// <summary>Builds of a dataset that are remembered.</summary>
    public const int Remembered = 20;

    /// <summary>A build without an end after this time is given up, and another may be asked for.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(30);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<DatasetBuild>> ListAsync(DatasetName dataset, CancellationToken cancellationToken) =>
        await Of(dataset).ReadAsync(cancellationToken) ?? [];

    public async Task<DatasetBuild?> FindAsync(DatasetName dataset, string id, CancellationToken cancellationToken) =>
        (await ListAsync(dataset, cancellationToken)).FirstOrDefault(build => build.Id == id);

    /// <summary>Asks for a build, unless one is on its way: then that one is the answer, and it does not wait any longer.</summary>
    /// <param name="delay">How long it may wait, if nobody else asks.</param>
    /// <remarks>
    /// The row comes before the message. A crash between them leaves a build that is queued and never runs: it is abandoned in time. Who asks for a
    /// build that is still queued sends its message once more, which costs nothing: the one that comes second finds the build ended.
    /// </remarks>
    public async Task<DatasetBuild> RequestAsync(DatasetName dataset, TimeSpan delay, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var fresh = new DatasetBuild(Base32.Encode(RandomNumberGenerator.GetBytes(10)), dataset, BuildStatus.Queued, now);
        var builds = await Of(dataset).ChangeAsync(before => HasOpen(before, now) ? null : [fresh, .. Abandoned(before, now).Take(Remembered - 1)], cancellationToken);
        var newest = builds![0];
        if (newest.Status == BuildStatus.Queued)
        {
            await queues.SendAfterStoringAsync(StorageNames.Queues.Datasets, DatasetMessage.Encode(dataset, newest.Id), delay, cancellationToken);
        }

        return newest;
    }

    /// <summary>Changes a build as it stands; answers it, or null if it is not remembered.</summary>
    public async Task<DatasetBuild?> ChangeAsync(DatasetName dataset, string id, Func<DatasetBuild, DatasetBuild> change, CancellationToken cancellationToken)
    {
        var builds = await Of(dataset).ChangeAsync(
            before => before?.Any(build => build.Id == id) == true ? [.. before.Select(build => build.Id == id ? change(build) : build)] : null, cancellationToken);
        return builds?.FirstOrDefault(build => build.Id == id);
    }

    private static bool HasOpen(DatasetBuild[]? builds, DateTimeOffset now) => builds is [{ IsOpen: true } newest, ..] && now - (newest.StartedAt ?? newest.RequestedAt) < AbandonedAfter;

    private static IEnumerable<DatasetBuild> Abandoned(DatasetBuild[]? builds, DateTimeOffset now) => (builds ?? []).Select(build => build.IsOpen
        ? build with { Status = BuildStatus.Failed, FinishedAt = now, Reason = "The build did not come to an end in time." }
        : build);

    private JsonBlob<DatasetBuild[]> Of(DatasetName dataset) => new(blobs, StorageNames.DatasetBlobs.Builds(dataset), DatasetJson.Default.DatasetBuildArray);
}
