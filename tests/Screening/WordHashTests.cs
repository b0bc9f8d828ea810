using InfoShare.Merchants;
using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

/// <summary>Whoever publishes names does not know the key of the index, and nobody sees it in an answer.</summary>
public sealed class WordHashTests
{
    private const ulong Buckets = 1 << 12;

    private static readonly string[] Words =
    [
        "Ostwind", "Ostwinde", "Nordlicht", "Nordlich", "Trading", "Logistics", "Shenzhen", "深圳", "GmbH", "ООО", "Торговля", "Haikang", "海康", "蓝鹭", "Lanlu", "Lan",
        "Ltd", "فلمورا", "Velmora", "Velmara", "Velmor", "Bank", "7", "OTL",
    ];

    [Fact]
    public void Words_That_Collide_Under_One_Key_Are_Spread_By_Another()
    {
        var (known, secret) = (new WordHash(new(1, 2)), new WordHash(IndexHash.Random()));
        var chosen = Enumerable.Range(0, int.MaxValue).Select(at => $"w{at:x}").Where(word => known.Of(word) % Buckets == 0).Take(500).ToList();

        Assert.InRange(chosen.GroupBy(word => secret.Of(word) % Buckets).Max(bucket => bucket.Count()), 1, 8);
    }

    [Fact]
    public void No_Answer_Depends_On_The_Key()
    {
        var random = new Random(7);
        var names = Enumerable.Range(0, 3000).Select(at => $"{Name(random)} {(char)('a' + (at % 26))}{at * 7919 % 3000:x}").ToList();
        var questions = Enumerable.Range(0, 60).Select(_ => Name(random)).ToList();

        var answers = Enumerable.Range(0, 4).Select(key => Found(new NameIndex(new IndexHash((ulong)key, 3)), names, questions)).ToList();

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    private static List<(int Record, float Worth)> Found(NameIndex index, List<string> names, List<string> questions)
    {
        for (var at = 0; at < names.Count; at++)
        {
            index.Add(at, names[at]);
        }

        var found = new List<(int, float)>();
        foreach (var asked in questions.SelectMany(NameVariants.Of))
        {
            NameFinder.Find(index, asked, (name, worth) =>
            {
                found.Add((index.Record(name), worth));
                return true;
            });
        }

        return found;
    }

    private static string Name(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words[random.Next(Words.Length)]));
}
