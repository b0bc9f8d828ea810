namespace InfoShare.Datasets;

/// <summary>
/// Segments that are worked on together in one pass over the records: a few at a time, so that however many there are, memory is bounded.
/// What a pass has no room for is found again by the next.
/// </summary>
internal sealed class SegmentBatch<T>(IReadOnlySet<string> done, Func<Audience, T> open)
    where T : class
{
    private readonly Dictionary<string, T> _open = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyCollection<T> Opened => _open.Values;

    /// <summary>Some segment had no room.</summary>
    public bool IsMoreToCome { get; private set; }

    /// <summary>The audience's segment; null: it is done, or it is for another pass.</summary>
    public T? Find(Audience audience)
    {
        if (_open.TryGetValue(audience.Id, out var segment))
        {
            return segment;
        }

        if (done.Contains(audience.Id))
        {
            return null;
        }

        if (_open.Count == SegmentWriting.MaxOpen)
        {
            IsMoreToCome = true;
            return null;
        }

        segment = open(audience);
        _open.Add(audience.Id, segment);
        return segment;
    }
}
