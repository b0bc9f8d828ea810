namespace InfoShare.Screening;

/// <summary>
/// Makes an index of names anew without those that corrections and retractions have taken away: a few records with every version that is taken
/// in, so that nobody waits for it, while the index before serves on. Names that change meanwhile are changed here, too.
/// </summary>
internal sealed class NameRenewal(NameIndex fresh)
{
    /// <summary>Names with every version: so many more than a version brings at most that the end comes before much else has gone.</summary>
    private const int AtOnce = 128;

    /// <summary>The first record that is not in it yet.</summary>
    private int _next;

    public long SizeInBytes => fresh.SizeInBytes;

    public void Add(int record, string name)
    {
        if (record < _next)
        {
            fresh.Add(record, name);
        }
    }

    public void Leave(int record)
    {
        if (record < _next)
        {
            fresh.Leave();
        }
    }

    /// <summary>Takes more records in; the new index once it has them all, else null.</summary>
    public NameIndex? Go(int records, Func<int, IEnumerable<string>> namesOf)
    {
        for (var taken = 0; _next < records && taken < AtOnce; _next++, taken++)
        {
            foreach (var name in namesOf(_next))
            {
                fresh.Add(_next, name);
                taken++;
            }
        }

        return _next == records ? fresh : null;
    }
}
