using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

/// <summary>Scores between names in every way that they can be read, and whether the index leads from one to the other.</summary>
internal static class Names
{
    public static double Score(string asked, string found) => NameVariants.Of(asked).SelectMany(
        one => NameVariants.Of(found).Select(other => NameComparison.Compare(one, other, persons: false).Score)).Max();

    public static void AreFound(string asked, string found)
    {
        var index = new NameIndex();
        index.Add(0, "Quarzwerk Unbekannt GmbH");
        index.Add(1, found);
        var records = new HashSet<int>();
        foreach (var name in NameVariants.Of(asked))
        {
            NameFinder.Find(index, name, (each, _) => records.Add(index.Record(each)) || records.Count > 0);
        }

        Assert.Contains(1, records);
        Assert.InRange(Score(asked, found), ScoringTable.DefaultThreshold, 1);
    }

    public static void AreTheSame(string one, string other) => Assert.Equal(1, Score(one, other));

    public static void AreOthers(string one, string other) => Assert.InRange(Score(one, other), 0, ScoringTable.DefaultThreshold - 0.001);
}
