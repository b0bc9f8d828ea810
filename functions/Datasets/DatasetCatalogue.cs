using InfoShare.Access;
using InfoShare.Datasets;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Json;

namespace InfoShare.Functions.Datasets;

/// <summary>The versions that a caller may have, segment by segment. What is not for it is as what does not exist.</summary>
public sealed class DatasetCatalogue(DatasetStore store, Withdrawals withdrawals, IndexTail tail)
{
    /// <summary>In the place of a version: the newest that the caller may have.</summary>
    public const string Latest = "latest";

    /// <summary>The versions of a dataset of which the caller may have something, newest first.</summary>
    public async Task<IReadOnlyList<OpenVersion>> ListAsync(DatasetName dataset, Caller caller, CancellationToken cancellationToken) =>
        [.. (await AllAsync(dataset, caller, cancellationToken)).Where(version => version.Segments.Count > 0)];

    /// <summary>A version of which the caller may have something, or the refusal.</summary>
    /// <param name="version">Its id, or <see cref="Latest"/>.</param>
    public async Task<(OpenVersion? Found, ProblemResult? Refusal)> FindAsync(string name, string version, Caller caller, CancellationToken cancellationToken)
    {
        if (!Code<DatasetName>.TryParse(name, out var dataset))
        {
            return (null, Problems.NotFound());
        }

        var all = await AllAsync(dataset, caller, cancellationToken);
        if (version == Latest)
        {
            var latest = all.FirstOrDefault(open => open.Segments.Count > 0);
            return (latest, latest is null ? Problems.NotFound() : null);
        }

        if (!DatasetVersion.TryParse(version, out var id))
        {
            return (null, Problems.NotFound());
        }

        if (id.EpochTag != DatasetVersion.TagOf(tail.Epoch))
        {
            return (null, Gone("The hub's sequence was begun anew since this version was built."));
        }

        if (all.FirstOrDefault(open => open.Manifest.Version == version) is { } found)
        {
            return found switch
            {
                { Segments.Count: > 0 } => (found, null),
                { IsWithdrawn: true } => (null, Withdrawn()),
                _ => (null, Problems.NotFound()),
            };
        }

        return (null, all.Count > 0 && id.Number < all[^1].Manifest.Number ? Gone("This version is not kept any more.") : Problems.NotFound());
    }

    public static ProblemResult Withdrawn() => Gone("A record in this version has been retracted, or is not for all of those any more who could have the version.");

    public static ProblemResult Gone(string why) => Problems.Gone("version-gone", $"{why} Take the latest version: its delta, where it has one, starts from the version before it.");

    private async Task<List<OpenVersion>> AllAsync(DatasetName dataset, Caller caller, CancellationToken cancellationToken)
    {
        var manifests = await store.ListAsync(tail.Epoch, dataset, cancellationToken);
        var isWithdrawn = await withdrawals.CheckAsync(dataset, manifests, cancellationToken);
        return [.. manifests.Select(manifest => Open(manifest, caller, isWithdrawn))];
    }

    private static OpenVersion Open(DatasetManifest manifest, Caller caller, Func<DatasetManifest, DatasetSegment, bool> isWithdrawn)
    {
        var own = manifest.SegmentsFor(caller).ToList();
        return new(manifest, [.. own.Where(segment => !isWithdrawn(manifest, segment))], [.. own.Where(segment => isWithdrawn(manifest, segment)).Select(segment => segment.Id)]);
    }
}

/// <summary>A version as far as a caller may have it.</summary>
/// <param name="Segments">Those that it may have.</param>
/// <param name="Withdrawn">Those that it might have had.</param>
public sealed record OpenVersion(DatasetManifest Manifest, IReadOnlyList<DatasetSegment> Segments, IReadOnlyList<string> Withdrawn)
{
    public bool IsWithdrawn => Withdrawn.Count > 0;
}
