using System.Text.Json;
using InfoShare.Datasets.Formats;
using InfoShare.Records;
using InfoShare.Records.Facts;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Writes the whole files of every segment, in as many passes over the records as the number of segments asks for.</summary>
internal sealed class SegmentWriting(IBlobs blobs, RecordScan scan, BuildContext build)
{
    /// <summary>Segments of one pass.</summary>
    public const int MaxOpen = 12;

    /// <summary>What a segment's merchants may take in memory before they are put into a run.</summary>
    private const int SortBytes = 8 * 1024 * 1024;

    /// <summary>What a segment's records may take in memory until they are joined.</summary>
    private const int PartsBytes = 4 * 1024 * 1024;

    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<DatasetSegment>> RunAsync(CancellationToken cancellationToken)
    {
        var segments = new List<DatasetSegment>();
        bool isMoreToCome;
        do
        {
            var (written, isMore) = build.Dataset == DatasetName.Merchants ? await WriteMerchantsAsync(cancellationToken) : await WriteRecordsAsync(cancellationToken);
            segments.AddRange(written);
            _done.UnionWith(written.Select(segment => segment.Id));
            isMoreToCome = isMore;
        }
        while (isMoreToCome);
        return segments;
    }

    private SegmentWriter Open(Audience audience, CancellationToken cancellationToken) => new(blobs, build.Dataset, build.Attempt, audience, build.Now, cancellationToken);

    private async Task<(List<DatasetSegment> Written, bool IsMore)> WriteRecordsAsync(CancellationToken cancellationToken)
    {
        var batch = new SegmentBatch<SegmentWriter>(_done, audience => Open(audience, cancellationToken));
        try
        {
            OpenStanding(batch);
            await using var sheaf = new Sheaf();
            await foreach (var (version, audiences) in ReadAsync(cancellationToken))
            {
                JsonDocument? body = null;
                foreach (var writer in audiences.Select(batch.Find).OfType<SegmentWriter>())
                {
                    body ??= JsonDocument.Parse(version.Body);
                    writer.Note(version.Header);
                    writer.CountRow();
                    sheaf.Add(writer, new RecordItem(build.Dataset, version.Header, body.RootElement, build.ViewOf(writer.Audience)));
                }

                await sheaf.AddedAsync(body, version.Body.Length);
            }

            await sheaf.EndAsync();

            return (await CompleteAsync(batch.Opened), batch.IsMoreToCome);
        }
        finally
        {
            await DisposeAsync(batch.Opened);
        }
    }

    /// <summary>
    /// First the joins, and beside them what each record says of its merchant; when all are joined that is sorted by merchant, outside of memory.
    /// </summary>
    private async Task<(List<DatasetSegment> Written, bool IsMore)> WriteMerchantsAsync(CancellationToken cancellationToken)
    {
        var batch = new SegmentBatch<Joined>(_done, audience => Join(audience, cancellationToken));
        try
        {
            OpenStanding(batch);
            await JoinAsync(batch, cancellationToken);
            foreach (var joined in batch.Opened)
            {
                await SortAsync(joined, cancellationToken);
                await WriteAsync(joined, cancellationToken);
            }

            return (await CompleteAsync(batch.Opened.Select(joined => joined.Writer)), batch.IsMoreToCome);
        }
        finally
        {
            foreach (var joined in batch.Opened)
            {
                await joined.Parts.DisposeAsync();
                await joined.Sort.DisposeAsync();
            }

            await DisposeAsync(batch.Opened.Select(joined => joined.Writer));
        }
    }

    private Joined Join(Audience audience, CancellationToken cancellationToken) => new()
    {
        Writer = Open(audience, cancellationToken),
        Parts = new(blobs, run => StorageNames.DatasetBlobs.Parts(build.Dataset, build.Attempt, audience.Id, run), PartsBytes),
        Sort = new(blobs, run => StorageNames.DatasetBlobs.Run(build.Dataset, build.Attempt, audience.Id, run), SortBytes),
    };

    private async Task JoinAsync(SegmentBatch<Joined> batch, CancellationToken cancellationToken)
    {
        await foreach (var (version, audiences) in ReadAsync(cancellationToken))
        {
            if (audiences.Select(batch.Find).OfType<Joined>().ToList() is not { Count: > 0 } taking)
            {
                continue;
            }

            using var body = JsonDocument.Parse(version.Body);
            var identifiers = RecordFacts.Identifiers(body.RootElement.GetProperty("merchant"u8));
            foreach (var joined in taking)
            {
                joined.Writer.Note(version.Header);
                joined.Groups.Add(version.Header.Id.ToString(), identifiers);
                await joined.Parts.AddAsync(MerchantPart.Write(version.Header, body.RootElement, joined.Writer.Audience.IsPublic), cancellationToken);
            }
        }
    }

    private static async Task SortAsync(Joined joined, CancellationToken cancellationToken)
    {
        joined.Groups.Join();
        var record = 0;
        await foreach (var part in joined.Parts.TakeAsync(cancellationToken))
        {
            await joined.Sort.AddAsync(joined.Groups.MerchantOf(record++), part, cancellationToken);
        }
    }

    private static async Task WriteAsync(Joined joined, CancellationToken cancellationToken)
    {
        await using var sheaf = new Sheaf();
        var (merchant, parts) = ("", new List<byte[]>());
        await foreach (var (key, part) in joined.Sort.ReadAsync(cancellationToken))
        {
            if (key != merchant && parts.Count > 0)
            {
                await AddAsync(sheaf, joined.Writer, merchant, parts);
                parts.Clear();
            }

            merchant = key;
            if (parts.Count <= MerchantItem.MaxRecords)
            {
                parts.Add(part);
            }
        }

        if (parts.Count > 0)
        {
            await AddAsync(sheaf, joined.Writer, merchant, parts);
        }

        await sheaf.EndAsync();
    }

    private static ValueTask AddAsync(Sheaf sheaf, SegmentWriter writer, string merchant, List<byte[]> parts)
    {
        writer.CountRow();
        sheaf.Add(writer, new MerchantItem(merchant, parts));
        return sheaf.AddedAsync(null, parts.Sum(part => part.Length));
    }

    private void OpenStanding<T>(SegmentBatch<T> batch)
        where T : class
    {
        foreach (var audience in build.Standing())
        {
            batch.Find(audience);
        }
    }

    /// <summary>Every record that somebody may have, with for whom.</summary>
    private async IAsyncEnumerable<(StoredVersion Version, IReadOnlyList<Audience> Audiences)> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var kind in build.Dataset.Kinds())
        {
            await foreach (var version in scan.ReadAsync(kind, build.End, cancellationToken))
            {
                if (build.Audiences.Of(version.Header, build.Now) is { Count: > 0 } audiences)
                {
                    yield return (version, audiences);
                }
            }
        }
    }

    private static async Task<List<DatasetSegment>> CompleteAsync(IEnumerable<SegmentWriter> writers)
    {
        var segments = new List<DatasetSegment>();
        foreach (var writer in writers)
        {
            segments.Add(await writer.CompleteAsync());
        }

        return segments;
    }

    private static async Task DisposeAsync(IEnumerable<SegmentWriter> writers)
    {
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    /// <summary>A segment of merchants while its records are joined.</summary>
    private sealed class Joined
    {
        public required SegmentWriter Writer { get; init; }

        public MerchantGroups Groups { get; } = new();

        /// <summary>What the records say, in the order in which they were added to the groups.</summary>
        public required SpillList Parts { get; init; }

        /// <summary>The same, by merchant.</summary>
        public required SpillSort Sort { get; init; }
    }
}
