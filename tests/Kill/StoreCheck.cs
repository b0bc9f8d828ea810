using System.Text;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Submissions;
using InfoShare.Tests.Sequencing;

namespace InfoShare.Tests.Kill;

/// <summary>Looks through the whole store that hubs have left, killed ones too, after the sequencer has cleaned up behind the last of them.</summary>
internal sealed class StoreCheck(ITables tables, IBlobs blobs)
{
    private readonly Dictionary<(RecordId Record, int Version), long> _places = [];

    private readonly Dictionary<RecordId, RecordRow> _current = [];

    private readonly Dictionary<(RecordId Record, int Version), Entity> _versions = [];

    /// <summary>Every committed version once in the sequence, in order, stamped; nothing pending, nothing half there.</summary>
    public async Task RunAsync()
    {
        var sequencer = new Sequencer(tables, TimeProvider.System, new SequenceAdvanced(), SequencingLimits.Default);
        await sequencer.RunUntilIdleAsync();
        await ReadSequenceAsync();
        foreach (var shard in StorageNames.RecordRows.Shards)
        {
            await foreach (var row in tables.QueryAllAsync(StorageNames.Tables.Records, shard, null, null, CancellationToken.None))
            {
                Add(row);
            }
        }

        Assert.Equal(_places.Keys.ToHashSet(), [.. _versions.Keys]);
        foreach (var (key, row) in _versions)
        {
            Assert.Equal(_places[key], row.Properties.GetInt64("index"));
            Assert.Equal(VersionRow.Read(row).Commitment().ToArray(), row.Properties.GetBinary("commitment")!.Value.ToArray());
        }

        foreach (var (record, current) in _current)
        {
            var places = Enumerable.Range(1, current.Header.Version).Select(version => _places[(record, version)]).ToList();
            Assert.Equal(places.Order(), places);
        }

        Assert.Equal(_current.Values.Sum(current => current.Header.Version), _versions.Count);
    }

    /// <summary>The record is at the last acknowledged version, and every version says what was acknowledged.</summary>
    public void CheckAcknowledged(string id, IReadOnlyList<string> summaries)
    {
        var record = RecordId.Parse(id);
        Assert.Equal(summaries.Count, _current[record].Header.Version);
        for (var version = 1; version <= summaries.Count; version++)
        {
            var body = Encoding.UTF8.GetString(VersionRow.Read(_versions[(record, version)]).Body.Span);
            Assert.Contains(summaries[version - 1], body, StringComparison.Ordinal);
        }
    }

    /// <summary>How many records the agency has.</summary>
    public int CountRecords(string agency) => _current.Values.Count(current => current.Header.Publisher == AgencyId.Parse(agency));

    /// <summary>
    /// Every submission of the agency has ended well, with an outcome for each line; how many lines created a record, in all of them. One that was
    /// stored, and never queued nor acknowledged, has done nothing.
    /// </summary>
    public async Task<long> CheckSubmissionsAsync(string agency, IReadOnlySet<string> acknowledged, int lines)
    {
        var submissions = new SubmissionStore(tables);
        var (created, outcomes) = (0L, new OutcomeReader(blobs, submissions));
        foreach (var submission in await submissions.ListAsync(AgencyId.Parse(agency), null, StorageLimits.MaxPage, CancellationToken.None))
        {
            var counts = submission.Checkpoint.Counts;
            if (submission.Status == SubmissionStatus.Queued && !acknowledged.Contains(submission.Id))
            {
                Assert.Equal(0, counts.Total);
                continue;
            }

            Assert.Equal(SubmissionStatus.Done, submission.Status);
            Assert.Equal(lines, counts.Created + counts.Unchanged);
            created += counts.Created;
            var line = 0;
            await foreach (var outcome in outcomes.ReadAsync(submission, null, 0, CancellationToken.None))
            {
                Assert.Equal(++line, outcome.Line);
            }

            Assert.Equal(lines, line);
        }

        return created;
    }

    private async Task ReadSequenceAsync()
    {
        var next = new SequenceIndex(0);
        for (var partition = ""; partition != StorageNames.SequenceRows.Partition(next);)
        {
            partition = StorageNames.SequenceRows.Partition(next);
            await foreach (var entity in tables.QueryAllAsync(StorageNames.Tables.Sequence, partition, null, null, CancellationToken.None))
            {
                var row = SequenceRow.Read(entity);
                Assert.Equal(next, row.Index);
                Assert.True(_places.TryAdd((row.Record, row.Version), row.Index.Value), $"{row.Record} version {row.Version} is in the sequence twice.");
                next = next.Next;
            }
        }
    }

    private void Add(Entity row)
    {
        Assert.False(row.Row.StartsWith("p~", StringComparison.Ordinal), $"{row.Row} is still pending.");
        if (row.Row.StartsWith("c~", StringComparison.Ordinal))
        {
            var current = RecordRow.Read(row);
            _current.Add(current.Header.Id, current);
        }
        else
        {
            var version = VersionRow.Read(row);
            _versions.Add((version.Header.Id, version.Header.Version), row);
        }
    }
}
