using InfoShare.Access;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// Finds versions that hold a record which has been retracted, or narrowed below their audience, since they were built: they are not given out
/// any more. Each process reads the sequence on from where the versions were built; how far it has come is stored now and then, so that
/// the next process need not begin there.
/// </summary>
/// <remarks>
/// What a record was when a version was built is not asked for again: an entry of the sequence has the label and the status before it, and what the
/// version's own audiences make of these is where the record was. A record that came into a segment after the build and left it again
/// withdraws the segment too, though it was never in it: the next build makes that good.
/// </remarks>
public sealed class Withdrawals(SequenceReader reader, IBlobs blobs, HubKeys keys, TimeProvider time)
{
    /// <summary>Until a withdrawal that has been sequenced is known of.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    /// <summary>Versions of the sequence that are worth storing that they have been looked at.</summary>
    private const int StoreAfter = 1000;

    private readonly Dictionary<DatasetName, Watched> _watched = Enum.GetValues<DatasetName>().ToDictionary(dataset => dataset, _ => new Watched());

    /// <summary>
    /// Whether the segment of the version may not be given out any more, by what was sequenced until <see cref="MaxAge"/> ago and by the clock.
    /// </summary>
    /// <param name="versions">All versions of the dataset.</param>
    public async ValueTask<Func<DatasetManifest, DatasetSegment, bool>> CheckAsync(
        DatasetName dataset, IReadOnlyList<DatasetManifest> versions, CancellationToken cancellationToken)
    {
        var watched = _watched[dataset];
        await watched.Gate.WaitAsync(cancellationToken);
        try
        {
            if (watched.ReadAt is not { } readAt || time.GetElapsedTime(readAt) >= MaxAge || versions.Any(version => !watched.Versions.ContainsKey(version.Version)))
            {
                var started = time.GetTimestamp();
                await ReadOnAsync(dataset, watched, versions, cancellationToken);
                watched.ReadAt = started;
            }

            var known = watched.Versions.ToDictionary(StringComparer.Ordinal);
            var now = time.GetUtcNow();
            return (version, segment) => segment.ValidUntil <= now || known[version.Version].Segments.Contains(segment.Id, StringComparer.Ordinal);
        }
        finally
        {
            watched.Gate.Release();
        }
    }

    /// <summary>Stores how far this process has come, with what others have found.</summary>
    public async Task SaveAsync(DatasetName dataset, CancellationToken cancellationToken)
    {
        var watched = _watched[dataset];
        await watched.Gate.WaitAsync(cancellationToken);
        try
        {
            if (watched.Versions.Count > 0)
            {
                await Stored(dataset).ChangeAsync(before => Merged(watched.Versions, before), cancellationToken);
            }
        }
        finally
        {
            watched.Gate.Release();
        }
    }

    /// <summary>What both know; null: what is stored says as much, but for a little of the sequence that is quickly read again.</summary>
    private static WithdrawalState? Merged(Dictionary<string, WithdrawnSegments> known, WithdrawalState? stored)
    {
        var merged = known.ToDictionary(own => own.Key, own => own.Value.With(stored?.Versions.GetValueOrDefault(own.Key)), StringComparer.Ordinal);
        var isNews = stored is null || stored.Versions.Count != merged.Count || merged.Any(own =>
            stored.Versions.GetValueOrDefault(own.Key) is not { } before
            || own.Value.CheckedTo - before.CheckedTo >= StoreAfter
            || own.Value.Segments.Count != before.Segments.Count);
        return isNews ? new(merged) : null;
    }

    private JsonBlob<WithdrawalState> Stored(DatasetName dataset) =>
        new(blobs, StorageNames.DatasetBlobs.Withdrawals(dataset), DatasetJson.Default.WithdrawalState);

    private async Task ReadOnAsync(DatasetName dataset, Watched watched, IReadOnlyList<DatasetManifest> versions, CancellationToken cancellationToken)
    {
        await MeetAsync(dataset, watched, versions, cancellationToken);
        if (versions.Count == 0)
        {
            return;
        }

        var next = new SequenceIndex(versions.Min(version => watched.Versions[version.Version].CheckedTo));
        var now = time.GetUtcNow();
        var kinds = dataset.Kinds();
        await foreach (var (at, entry) in reader.ReadAsync(next, versions[0].Epoch, cancellationToken))
        {
            next = at.Next;
            if (!kinds.Contains(entry.Header.Id.Kind) || entry.LabelBefore is null)
            {
                continue;
            }

            foreach (var version in versions)
            {
                var known = watched.Versions[version.Version];
                if (known.CheckedTo <= at.Value && watched.AudiencesOf(version, keys) is var audiences)
                {
                    watched.Versions[version.Version] = known.With(new(at.Next.Value, [.. Left(version, audiences, entry, now)]));
                }
            }
        }

        foreach (var version in versions.Where(version => watched.Versions[version.Version].CheckedTo < next.Value))
        {
            watched.Versions[version.Version] = watched.Versions[version.Version] with { CheckedTo = next.Value };
        }
    }

    /// <summary>Versions that are new to this process begin where somebody has stored, or where they were built; those that are gone are forgotten.</summary>
    private async Task MeetAsync(DatasetName dataset, Watched watched, IReadOnlyList<DatasetManifest> versions, CancellationToken cancellationToken)
    {
        var ids = versions.Select(version => version.Version).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in watched.Versions.Keys.Where(version => !ids.Contains(version)).ToList())
        {
            watched.Forget(gone);
        }

        var fresh = versions.Where(version => !watched.Versions.ContainsKey(version.Version)).ToList();
        var stored = fresh.Count == 0 ? null : await Stored(dataset).ReadAsync(cancellationToken);
        foreach (var version in fresh)
        {
            watched.Versions[version.Version] = new WithdrawnSegments(version.Index, []).With(stored?.Versions.GetValueOrDefault(version.Version));
        }
    }

    /// <summary>The segments of the version that the record was in and may not be in any more.</summary>
    private static IEnumerable<string> Left(DatasetManifest version, Audiences audiences, SequenceEntry entry, DateTimeOffset now)
    {
        var before = entry.Header with { Label = entry.LabelBefore!, Status = entry.StatusBefore ?? RecordStatus.Active };

        // When the publicity of the version before ended is not in the entry: it may have been as now, or not at all.
        var were = audiences.Of(before, version.BuiltAt).Concat(audiences.Of(before with { PublicityEndsAt = null }, version.BuiltAt));
        return from audience in were.DistinctBy(audience => audience.Id)
               where version.Segment(audience.Id) is not null && !audience.Admits(entry.Header, now)
               select audience.Id;
    }

    /// <summary>What this process knows of a dataset.</summary>
    private sealed class Watched
    {
        private readonly Dictionary<string, Audiences> _audiences = new(StringComparer.Ordinal);

        public SemaphoreSlim Gate { get; } = new(1);

        public long? ReadAt { get; set; }

        public Dictionary<string, WithdrawnSegments> Versions { get; } = new(StringComparer.Ordinal);

        public Audiences AudiencesOf(DatasetManifest version, HubKeys keys)
        {
            if (!_audiences.TryGetValue(version.Version, out var audiences))
            {
                audiences = new(version.Roster, keys.Datasets);
                _audiences.Add(version.Version, audiences);
            }

            return audiences;
        }

        public void Forget(string version)
        {
            Versions.Remove(version);
            _audiences.Remove(version);
        }
    }
}
