using System.Runtime.CompilerServices;
using InfoShare.Access;
using InfoShare.Changes;
using InfoShare.Functions.Records;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Changes;

/// <summary>
/// Reads the sequence for one caller, in order: what it may be told of each version, each version once. Headers come from the sequence by
/// range, and decide; bodies are read for those versions alone that the caller may see, together with the record's current label.
/// </summary>
public sealed class ChangeFeed(SequenceReader sequence, RecentEntries recent, RecordStore records, ChangeLimits limits, TimeProvider time)
{
    /// <param name="epoch">The sequence's.</param>
    /// <param name="kinds">Of which kinds; empty: all.</param>
    /// <param name="limit">Items of the page at most.</param>
    public async Task<ChangePage> ReadAsync(
        Caller caller, ChangePlace place, string epoch, IReadOnlySet<RecordKind> kinds, int limit, CancellationToken cancellationToken)
    {
        var (items, next, scanned, bytes, isEnd) = (new List<ChangeItem>(), place.Next, 0, 0L, false);
        await using var versions = FromAsync(next, epoch, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (!isEnd && items.Count < limit && scanned < limits.MaxScanned && bytes < limits.MaxBytes)
        {
            var told = new List<(SequencedHeader Version, ChangeView View)>();
            var now = time.GetUtcNow();
            while (told.Count < Math.Min(limits.Chunk, limit - items.Count) && scanned < limits.MaxScanned)
            {
                if (!await versions.MoveNextAsync())
                {
                    isEnd = true;
                    break;
                }

                var version = versions.Current;
                (scanned, next) = (scanned + 1, version.Index.Next);
                if ((kinds.Count == 0 || kinds.Contains(version.Entry.Header.Id.Kind))
                    && ChangeViews.Of(caller, version.Entry, version.Index, place.Since, Use.Feed, now) is var view and not ChangeView.Nothing)
                {
                    told.Add((version, view));
                }
            }

            foreach (var item in await ItemsAsync(told, caller, cancellationToken))
            {
                if (item is not null)
                {
                    items.Add(item);
                    bytes += item.Version?.Body.Length ?? 0;
                }
            }
        }

        return new(items, place with { Next = next }, !isEnd);
    }

    /// <summary>What waits at the end of the sequence is in memory; what is further back is read by range.</summary>
    private async IAsyncEnumerable<SequencedHeader> FromAsync(SequenceIndex from, string epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = from;
        for (; recent.Find(next) is { } version; next = next.Next)
        {
            yield return version;
        }

        await foreach (var version in sequence.ReadHeadersAsync(next, epoch, cancellationToken))
        {
            yield return version;
        }
    }

    private async Task<ChangeItem?[]> ItemsAsync(List<(SequencedHeader Version, ChangeView View)> told, Caller caller, CancellationToken cancellationToken)
    {
        var items = new ChangeItem?[told.Count];
        await Parallel.ForAsync(0, told.Count, new ParallelOptions { MaxDegreeOfParallelism = limits.AtOnce, CancellationToken = cancellationToken }, async (at, cancelled) =>
        {
            var header = told[at].Version.Entry.Header;
            items[at] = told[at].View == ChangeView.Withdrawn ? new(header, null) : await ShownAsync(header, caller, cancelled);
        });
        return items;
    }

    /// <summary>
    /// The version if the record's current label admits the caller too: the label as it is stored now, so that nothing is shown once its
    /// narrowing has been answered, sequenced or not. Null: a later version tells the caller what became of it.
    /// </summary>
    private async ValueTask<ChangeItem?> ShownAsync(RecordHeader header, Caller caller, CancellationToken cancellationToken)
    {
        var stored = await records.GetSequencedAsync(header, cancellationToken)
            ?? throw new SequenceWentBackException($"The sequence has version {header.Version} of {header.Id}, which is not stored.", isAnnounced: false);
        return Visibility.Allows(caller, header, stored.Current, Use.Feed, time.GetUtcNow())
            ? new(header, RecordReading.AsSeen(stored, caller))
            : null;
    }
}
