using FsCheck;
using FsCheck.Fluent;
using InfoShare.Screening;

namespace InfoShare.Tests.Screening;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("bank", "bank", 0)]
    [InlineData("bank", "bnak", 1)]
    [InlineData("bank", "banks", 1)]
    [InlineData("bank", "tank", 1)]
    [InlineData("handel", "hnadle", 2)]
    public void A_Slip_Of_The_Pen_Is_One_Step(string one, string other, int steps) => Assert.Equal(steps, Spelling.Distance(one, other, 3));

    [Fact]
    public void The_Distance_Within_A_Limit_Is_That_Of_All_Steps_Counted() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var (one, other, limit) = (Word(random), Word(random), random.Next(4));
            Assert.Equal(Math.Min(All(one, other), limit + 1), Spelling.Distance(one, other, limit));
        }));

    private static string Word(Random random) => new([.. Enumerable.Range(0, random.Next(10)).Select(_ => (char)('a' + random.Next(3)))]);

    /// <summary>Optimal string alignment (Boytsov 2011, section 2), every cell of the table.</summary>
    private static int All(string one, string other)
    {
        var table = new int[one.Length + 1][];
        for (var at = 0; at <= one.Length; at++)
        {
            table[at] = new int[other.Length + 1];
            for (var to = 0; to <= other.Length; to++)
            {
                table[at][to] = at == 0 || to == 0 ? at + to : Math.Min(
                    Math.Min(table[at - 1][to], table[at][to - 1]) + 1, table[at - 1][to - 1] + (one[at - 1] == other[to - 1] ? 0 : 1));
                if (at > 1 && to > 1 && one[at - 1] == other[to - 2] && one[at - 2] == other[to - 1])
                {
                    table[at][to] = Math.Min(table[at][to], table[at - 2][to - 2] + 1);
                }
            }
        }

        return table[one.Length][other.Length];
    }
}
