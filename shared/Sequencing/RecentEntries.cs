namespace InfoShare.Sequencing;

/// <summary>
/// The headers of the youngest entries that this process has read, so that those who wait at the end of the sequence need not each read
/// them again. A cache and nothing else: what is not here is in the sequence.
/// </summary>
public sealed class RecentEntries
{
    /// <summary>About 4 MB.</summary>
    public const int Capacity = 4096;

    private readonly SequencedHeader?[] _entries = new SequencedHeader?[Capacity];

    /// <summary>Called by the index's tail, in index order.</summary>
    public void Add(in Sequenced version)
    {
        var (header, before, status) = (version.Entry.Header, version.Entry.LabelBefore, version.Entry.StatusBefore);
        var entry = new EntryHeader { Header = header, LabelBefore = before, StatusBefore = status };
        Volatile.Write(ref _entries[version.Index.Value % Capacity], new(version.Index, entry));
    }

    /// <summary>The entry's header, or null if it is not among the youngest.</summary>
    public SequencedHeader? Find(SequenceIndex index) => Volatile.Read(ref _entries[index.Value % Capacity]) is { } entry && entry.Index == index ? entry : null;
}
