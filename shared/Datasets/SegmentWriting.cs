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

    /// <summary>First the joins, then, in a second pass, what each record says of its merchant, sorted by merchant outside of memory.</summary>
    private async Task<(List<DatasetSegment> Written, bool IsMore)> WriteMerchantsAsync(CancellationToken cancellationToken)
    {
        var batch = new SegmentBatch<Joined>(_done, audience => new(audience));
        OpenStanding(batch);
        await foreach (var (version, audiences) in ReadAsync(cancellationToken))
        {
            if (Taking(batch, audiences) is not { Count: > 0 } taking)
            {
                continue;
            }

            using var body = JsonDocument.Parse(version.Body);
            var identifiers = RecordFacts.Identifiers(body.RootElement.GetProperty("merchant"u8));
            foreach (var joined in taking)
            {
                joined.Groups.Add(version.Header.Id.ToString(), identifiers);
            }
        }

        foreach (var joined in batch.Opened)
        {
            joined.Groups.Join();
            joined.Writer = Open(joined.Audience, cancellationToken);
            joined.Sort = new(blobs, run => StorageNames.DatasetBlobs.Run(build.Dataset, build.Attempt, joined.Audience.Id, run), SortBytes);
        }

        try
        {
            await SortAsync(batch, cancellationToken);
            foreach (var joined in batch.Opened)
            {
                await WriteAsync(joined, cancellationToken);
            }

            return (await CompleteAsync(batch.Opened.Select(joined => joined.Writer!)), batch.IsMoreToCome);
        }
        finally
        {
            foreach (var joined in batch.Opened)
            {
                await joined.Sort!.DisposeAsync();
            }

            await DisposeAsync(batch.Opened.Select(joined => joined.Writer!));
        }
    }

    private async Task SortAsync(SegmentBatch<Joined> batch, CancellationToken cancellationToken)
    {
        await foreach (var (version, audiences) in ReadAsync(cancellationToken))
        {
            if (Taking(batch, audiences) is not { Count: > 0 } taking)
            {
                continue;
            }

            using var body = JsonDocument.Parse(version.Body);
            foreach (var joined in taking)
            {
                joined.Writer!.Note(version.Header);
                var part = MerchantItem.Part(version.Header, body.RootElement, joined.Audience.IsPublic);
                await joined.Sort!.AddAsync(joined.Groups.MerchantOf(joined.Next++), part, cancellationToken);
            }
        }
    }

    /// <summary>Whose segments of this pass take a record: its body is parsed once for all of them.</summary>
    private static List<Joined> Taking(SegmentBatch<Joined> batch, IReadOnlyList<Audience> audiences) => [.. audiences.Select(batch.Find).OfType<Joined>()];

    private static async Task WriteAsync(Joined joined, CancellationToken cancellationToken)
    {
        await using var sheaf = new Sheaf();
        var (merchant, parts) = ("", new List<byte[]>());
        await foreach (var (key, part) in joined.Sort!.ReadAsync(cancellationToken))
        {
            if (key != merchant && parts.Count > 0)
            {
                await AddAsync(sheaf, joined.Writer!, merchant, parts);
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
            await AddAsync(sheaf, joined.Writer!, merchant, parts);
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
    private sealed class Joined(Audience audience)
    {
        public Audience Audience => audience;

        public MerchantGroups Groups { get; } = new();

        public SegmentWriter? Writer { get; set; }

        public SpillSort? Sort { get; set; }

        /// <summary>The number of the next record.</summary>
        public int Next { get; set; }
    }
}
