using System.Diagnostics;

namespace InfoShare.Benchmarks.Screening;

/// <summary>The same names and the same questions, one after the other, by the engine and by PostgreSQL's trigrams (GIN, similarity of at least 0.3).</summary>
internal static class PostgresComparison
{
    private const int Questions = 500;

    private const double Bar = 10;

    public static async Task<List<BenchmarkResult>> MeasureAsync(AliasCorpus corpus)
    {
        await using var server = await PostgresServer.StartAsync();
        if (server is null)
        {
            return [new("PostgreSQL with pg_trgm", "not installed (initdb under /usr/lib/postgresql): nothing to compare with")];
        }

        await server.LoadAsync(corpus.Names);
        var random = new Random(3);
        var asked = TestData.Aliases().OrderBy(_ => random.Next()).Take(Questions).ToList();
        var (theirs, seconds) = await server.AskAsync([.. asked.Select(alias => alias.Alias)]);
        var start = Stopwatch.GetTimestamp();
        var ours = asked.Select(alias => corpus.Find(alias.Alias, 5).Select(hit => hit.Entity).ToList()).ToList();
        var ratio = seconds / Stopwatch.GetElapsedTime(start).TotalSeconds;
        double Recall(List<List<string>> found) => asked.Zip(found).Count(each => each.Second.Contains(each.First.Entity)) / (double)asked.Count;
        var (own, other) = (Recall(ours), Recall(theirs));
        return
        [
            new(Numbers.Text($"{server.Version}, GIN trigrams: recall@5 of {Questions} questions; the engine's"), Numbers.Text($"{other:F3}; {own:F3}"), "higher", own > other),
            new("throughput against it", Numbers.Text($"{ratio:F1}x ({seconds * 1000 / Questions:F2} ms a question there)"), ">= 10x", ratio >= Bar),
        ];
    }
}
