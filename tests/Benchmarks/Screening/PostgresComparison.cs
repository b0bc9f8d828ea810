using System.Diagnostics;

namespace InfoShare.Benchmarks.Screening;

/// <summary>The same names and the same questions, one after the other, by the engine and by PostgreSQL's trigrams (GIN, similarity of at least 0.3), in turns; medians.</summary>
internal static class PostgresComparison
{
    private const int Questions = 500;

    private const int Rounds = 5;

    /// <summary>The engine is asked so often, so that a turn of its own takes as long as one of the server's.</summary>
    private const int Repeats = 8;

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
        List<List<string>> theirs = [], ours = [];
        var (theirSeconds, ownSeconds) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            (theirs, var taken) = await server.AskAsync([.. asked.Select(alias => alias.Alias)]);
            theirSeconds.Add(taken);
            var start = Stopwatch.GetTimestamp();
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                ours = [.. asked.Select(alias => corpus.Find(alias.Alias, 5).Select(hit => hit.Entity).ToList())];
            }

            ownSeconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / Repeats);
        }

        var (seconds, own) = (Numbers.Median(theirSeconds), Numbers.Median(ownSeconds));
        var ratio = seconds / own;
        double Recall(List<List<string>> found) => asked.Zip(found).Count(each => each.Second.Contains(each.First.Entity)) / (double)asked.Count;
        var (found, other) = (Recall(ours), Recall(theirs));
        return
        [
            new(Numbers.Text($"{server.Version}, GIN trigrams: recall@5 of {Questions} questions; the engine's"), Numbers.Text($"{other:F3}; {found:F3}"), "higher", found > other),
            new("throughput against it", Numbers.Text($"{ratio:F1}x ({seconds * 1000 / Questions:F2} ms a question there, {own * 1000 / Questions:F3} here)"), ">= 10x", ratio >= Bar),
        ];
    }
}
