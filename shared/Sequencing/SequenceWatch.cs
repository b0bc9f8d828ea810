using InfoShare.Records;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// Notices that the store under a running process is another than it was: put back to an earlier state, or failed over to a copy that had not
/// come as far. Then what the process holds in memory is of versions which are not stored, and others take their places. Reads alone, beside
/// the protocol: nothing that is written depends on it.
/// </summary>
public sealed class SequenceWatch(ITables tables, SequenceReader reader)
{
    private SequenceIndex _head = SequenceIndex.Zero;

    private (SequenceIndex Index, RecordHeader? Version)? _last;

    /// <summary>The caller has read the sequence up to here.</summary>
    public void Saw(in Sequenced version) => _last = (version.Index, version.Entry.Header);

    /// <summary>The caller begins here, by a snapshot whose last version is not at hand.</summary>
    public void Begin(SequenceIndex position) => _last = position == SequenceIndex.Zero ? null : (new(position.Value - 1), null);

    /// <summary>Two point reads.</summary>
    /// <param name="epoch">The sequence's, when the caller began to read it.</param>
    /// <exception cref="SequenceWentBackException">It is not the sequence that it was.</exception>
    public async Task CheckAsync(string epoch, CancellationToken cancellationToken)
    {
        var head = await SequenceHead.FindAsync(tables, cancellationToken) ?? throw WentBack("it has no head any more");
        if (head.Epoch != epoch)
        {
            throw new SequenceWentBackException("The sequence has another epoch: the store was restored.", isAnnounced: true);
        }

        // Heads move on alone; the caller's own place may be ahead of the head, for readers also take rows that are not cleaned up yet.
        if (head.Next < _head)
        {
            throw WentBack($"its head is at {head.Next.Value} and was at {_head.Value}");
        }

        _head = head.Next;
        if (_last is var (index, version))
        {
            _last = (index, await SameAsync(index, version, cancellationToken));
        }
    }

    private async Task<RecordHeader> SameAsync(SequenceIndex index, RecordHeader? expected, CancellationToken cancellationToken)
    {
        var stored = (await reader.FindAsync(index, cancellationToken))?.Header ?? throw WentBack($"its place {index.Value}, which was taken, is free");
        return expected is null || (stored.Id, stored.Version, stored.UpdatedAt) == (expected.Id, expected.Version, expected.UpdatedAt)
            ? stored
            : throw WentBack($"its place {index.Value} has another version than it had");
    }

    private static SequenceWentBackException WentBack(string how) => new($"The sequence went back: {how}.", isAnnounced: false);
}
