using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// The builds as they are: a build is published when its manifest is there, whether or not whoever put it there came to note so. A crash
/// between the two, also of a release, shows in nothing.
/// </summary>
public sealed class BuildHistory(ITables tables, DatasetStore store, DatasetBuilds builds)
{
    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<DatasetBuild>> ListAsync(DatasetName dataset, CancellationToken cancellationToken)
    {
        var noted = await builds.ListAsync(dataset, cancellationToken);
        if (!noted.Any(MayBePublished))
        {
            return noted;
        }

        var versions = await store.ListAsync(await SequenceHead.LoadEpochAsync(tables, cancellationToken), dataset, cancellationToken);
        return [.. noted.Select(build => MayBePublished(build) && versions.FirstOrDefault(version => version.Build == build.Id) is { } version ? Published(build, version) : build)];
    }

    public async Task<DatasetBuild?> FindAsync(DatasetName dataset, string id, CancellationToken cancellationToken) =>
        (await ListAsync(dataset, cancellationToken)).FirstOrDefault(build => build.Id == id);

    /// <summary>Open ones, those held back, and those that were given up while they were at it.</summary>
    private static bool MayBePublished(DatasetBuild build) => build.IsOpen || build.Status is BuildStatus.HeldBack or BuildStatus.Failed;

    private static DatasetBuild Published(DatasetBuild build, DatasetManifest version) =>
        build with { Status = BuildStatus.Published, Version = version.Version, FinishedAt = build.FinishedAt ?? version.BuiltAt, Reason = null };
}
