namespace InfoShare.Screening;

/// <summary>
/// The different names that one question has met and its caller may see. Many records of one name cost one comparison and take one place, so
/// that they push nobody else's name out of the answer.
/// </summary>
internal sealed class ComparedNames(ParsedName asked, bool isPart, KnownWords known)
{
    /// <summary>Records of one and the same name that are looked at, of those that the caller may see, the newest first.</summary>
    public const int MaxRecords = 1000;

    private readonly Dictionary<(string Text, ulong Reading), ComparedName> _names = [];

    private readonly HashSet<(ulong Reading, int Record)> _counted = [];

    private readonly HashSet<ulong> _enough = [];

    public int Count => _names.Count;

    /// <summary>Whether so many records of a name were seen that more of them are passed over.</summary>
    public bool HasEnoughOf(ulong reading) => _enough.Count > 0 && _enough.Contains(reading);

    /// <summary>The name, another record of which was met; null if it is a new one and no more are to be compared.</summary>
    /// <param name="reading">See <see cref="NameIndex.Reading"/>.</param>
    /// <param name="record">Counted once, however often the index has its name.</param>
    /// <param name="read">Gives the words of a new name; null if enough are compared.</param>
    public ComparedName? Of(string text, ulong reading, int record, Func<ParsedName>? read)
    {
        if (!_names.TryGetValue((text, reading), out var name))
        {
            if (read is null)
            {
                return null;
            }

            _names.Add((text, reading), name = new(asked, text, read(), isPart, known));
        }

        if (_counted.Add((reading, record)) && ++name.Records == MaxRecords)
        {
            _enough.Add(reading);
        }

        return name;
    }
}
