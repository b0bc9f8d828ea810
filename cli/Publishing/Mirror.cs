using System.Globalization;
using InfoShare.Cli.Hub;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Cli.Publishing;

/// <summary>Retracts one's own records that a file no longer has, as delisted.</summary>
public sealed class Mirror(HubClient hub, PublishOptions options, Tally tally, Action<string, long, long> onProgress)
{
    private const string Reason = "delisted";
    private const int LinesPerBatch = 50_000;

    /// <summary>How many were retracted.</summary>
    /// <exception cref="UsageException">It would be too much to do unasked, or the file does not say all that it names.</exception>
    public async Task<long> RunAsync(Publication publication, CancellationToken cancellation)
    {
        if (publication.Unnamed > 0)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was retracted: of {publication.Unnamed} rejected lines not even the reference could be read, or it is wrong itself, and their records would be taken for gone. Correct them first."));
        }

        var kinds = KindsOf(publication.Named);
        var (gone, published) = await CompareAsync(publication.Named, kinds, cancellation);
        if (gone.Count > published * PublishOptions.MirrorQuestion && !options.Yes)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"Nothing was retracted: the file lacks {gone.Count} of the {published} records that you have published ({string.Join(", ", kinds)}), more than {PublishOptions.MirrorQuestion:P0}. If that is right, run it again with --yes."));
        }

        foreach (var lines in gone.Chunk(LinesPerBatch))
        {
            await RetractAsync(lines, cancellation);
        }

        return gone.Count;
    }

    /// <summary>The kinds of what the file names. Where it names nothing, all that it could have held is gone.</summary>
    private IReadOnlyList<string> KindsOf(IReadOnlySet<(string Kind, string Reference)> named) =>
        named.Count > 0 ? [.. named.Select(record => record.Kind).Distinct()]
        : options.Kind is { } kind ? [kind]
        : Code<RecordKind>.All;

    private async Task<(List<(string Kind, string Reference)> Gone, long Published)> CompareAsync(
        IReadOnlySet<(string Kind, string Reference)> named, IReadOnlyList<string> kinds, CancellationToken cancellation)
    {
        var gone = new List<(string Kind, string Reference)>();
        var published = 0L;
        foreach (var kind in kinds)
        {
            await foreach (var record in Pages.ReadAsync(hub, $"records?publisher=me&kind={kind}&status=active&limit=500", cancellation))
            {
                published++;
                var reference = record.GetProperty("reference").GetString()!;
                if (!named.Contains((kind, reference)))
                {
                    gone.Add((kind, reference));
                }
            }
        }

        return (gone, published);
    }

    private async Task RetractAsync((string Kind, string Reference)[] records, CancellationToken cancellation)
    {
        var batch = new Batch(null);
        for (var line = 0; line < records.Length; line++)
        {
            batch.Add(line + 1, BareLine.Of("retract", records[line].Kind, records[line].Reference, Reason));
        }

        var submissions = Submissions.OfLines(hub);
        var id = await submissions.SendAsync(batch, cancellation);
        await submissions.WaitAsync(id, done => onProgress("Retracting", done, records.Length), cancellation);
        await foreach (var outcome in submissions.OutcomesAsync(id, cancellation))
        {
            tally.Add(new(0, outcome));
        }
    }
}
