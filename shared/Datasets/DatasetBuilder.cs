using System.Globalization;
using System.Security.Cryptography;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// Builds a version of a dataset from the sequence up to an index. Any number of builders may run, and each may crash anywhere: what is not
/// published is in nobody's way.
/// </summary>
public sealed class DatasetBuilder(
    ITables tables, IBlobs blobs, DatasetStore store, AgencyDirectory agencies, MerchantIndex index, RecordStore records, HubKeys keys, DatasetOptions options,
    TimeProvider time)
{
    /// <summary>Builds and publishes, or holds back.</summary>
    /// <param name="id">The build's; a second run of the same build finds what the first has published.</param>
    /// <exception cref="InvalidDataException">Something that is stored is damaged, or a delta does not hold; nothing is published.</exception>
    /// <exception cref="StorageUnavailableException">Nothing is published.</exception>
    public async Task<BuildOutcome> BuildAsync(DatasetName dataset, string id, CancellationToken cancellationToken)
    {
        // Everything below the head is stamped: see RecordScan. Nothing else of the head is used, and it is not moved.
        var head = await SequenceHead.LoadAsync(tables, cancellationToken);
        var versions = await store.ListAsync(head.Epoch, dataset, cancellationToken);
        var previous = versions.Count > 0 ? versions[0] : null;
        if (previous?.Build == id)
        {
            return new BuildOutcome.Published(previous);
        }

        var build = await BeginAsync(dataset, head, previous, cancellationToken);
        var manifest = await WriteAsync(build, id, cancellationToken);
        if (await SequenceHead.LoadEpochAsync(tables, cancellationToken) != build.Epoch)
        {
            throw new StorageUnavailableException("The store was restored while the dataset was built.");
        }

        if (Shrunk(previous, manifest) is { } reason)
        {
            await store.HoldAsync(manifest, cancellationToken);
            return new BuildOutcome.HeldBack(manifest, reason);
        }

        return await PublishAsync(manifest, cancellationToken);
    }

    /// <summary>Publishes what was held back; answers the version if that was done before; null if nothing is held back under this id.</summary>
    public async Task<BuildOutcome?> ReleaseAsync(DatasetName dataset, string id, CancellationToken cancellationToken)
    {
        var epoch = await SequenceHead.LoadEpochAsync(tables, cancellationToken);
        if (await store.ReadHeldAsync(dataset, cancellationToken) is { } held && held.Build == id)
        {
            return epoch == held.Epoch ? await PublishAsync(held, cancellationToken) : new BuildOutcome.Superseded();
        }

        // Released by somebody whose answer was lost.
        var published = (await store.ListAsync(epoch, dataset, cancellationToken)).FirstOrDefault(version => version.Build == id);
        return published is null ? null : new BuildOutcome.Published(published);
    }

    private async Task<BuildContext> BeginAsync(DatasetName dataset, SequenceHead head, DatasetManifest? previous, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var roster = AudienceMember.Of(await agencies.CurrentAsync(cancellationToken));
        return new(
            dataset,
            head.Epoch,
            head.Next,
            previous,
            roster,
            new(roster, keys.Datasets),
            now,
            StorageNames.DatasetBlobs.Attempt(now, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))),
            related => index.View().TryGet(related, out var record) ? record.Header : null,
            records.IdOf);
    }

    private async Task<DatasetManifest> WriteAsync(BuildContext build, string id, CancellationToken cancellationToken)
    {
        var number = (build.Previous?.Number ?? 0) + 1;
        var version = DatasetVersion.Of(build.Now, build.Epoch, number);
        var deltas = new DeltaFiles(blobs, build);
        var segments = new List<DatasetSegment>();
        foreach (var segment in await new SegmentWriting(blobs, new(tables), build).RunAsync(cancellationToken))
        {
            segments.Add(await DataPackage.AddAsync(blobs, build, await deltas.AddAsync(segment, cancellationToken), version, cancellationToken));
        }

        return new()
        {
            Dataset = build.Dataset,
            Version = version.ToString(),
            Number = number,
            Build = id,
            Epoch = build.Epoch,
            Index = build.End.Value,
            Position = new Cursors(keys.Cursors, build.Epoch).Write(Caller.Anonymous, ["dataset", Code<DatasetName>.Of(build.Dataset)], build.End.Value),
            BuiltAt = build.Now,
            Previous = build.Previous?.Version,
            Roster = build.Roster,
            Segments = segments,
        };
    }

    private async Task<BuildOutcome> PublishAsync(DatasetManifest manifest, CancellationToken cancellationToken)
    {
        var published = await store.PublishAsync(manifest, cancellationToken);
        if (published.Build != manifest.Build)
        {
            return new BuildOutcome.Superseded();
        }

        // What was held back before is older than what is published now, or is it.
        await store.DropHeldAsync(manifest.Dataset, cancellationToken);
        await store.PruneAsync(manifest.Epoch, manifest.Dataset, cancellationToken);
        return new BuildOutcome.Published(published);
    }

    /// <summary>
    /// Which rows are suspiciously few, or null. Sets beyond the members are counted together, and not while the registry has changed what sets there are.
    /// </summary>
    private string? Shrunk(DatasetManifest? previous, DatasetManifest next)
    {
        if (previous is null)
        {
            return null;
        }

        var counts = new List<(string What, Func<DatasetManifest, long> Rows)>
        {
            ("all members' segments", manifest => RowsOf(manifest, segment => segment != Audience.PublicId)),
            ("the public segment", manifest => RowsOf(manifest, segment => segment == Audience.PublicId)),
        };
        if (previous.Roster.SequenceEqual(next.Roster))
        {
            counts.Add(("the sets", manifest => RowsOf(manifest, segment => segment is not (Audience.PublicId or Audience.MembersId))));
        }

        foreach (var (what, rows) in counts)
        {
            var (before, after) = (rows(previous), rows(next));
            if (before >= options.HoldFrom && after * 100 < before * options.MinSharePercent)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{after} rows in {what}, of {before} in the version {previous.Version}.");
            }
        }

        return null;
    }

    private static long RowsOf(DatasetManifest manifest, Func<string, bool> counts) => manifest.Segments.Where(segment => counts(segment.Id)).Sum(segment => segment.Rows);
}
