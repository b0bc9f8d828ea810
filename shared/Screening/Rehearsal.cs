namespace InfoShare.Screening;

/// <summary>Goes through the engine once, on two invented names of its own, so that no caller waits until it is compiled.</summary>
public static class Rehearsal
{
    /// <summary>The score of the two, which is that of one merchant.</summary>
    public static double Run()
    {
        var index = new NameIndex();
        index.Add(0, "Nordlicht Handelsgesellschaft mbH");
        var (asked, best) = (NameVariants.Of("Нордлихт Handelsgeselschaft")[0], 0d);
        var known = new KnownWords(index);
        NameFinder.Find(index, asked, (found, _) =>
        {
            best = Math.Max(best, NameComparison.Compare(asked, index.Name(found, known), persons: false, explain: true, known).Score);
            return true;
        });
        return best;
    }
}
