using System.Diagnostics;
using InfoShare.Screening;

namespace InfoShare.Benchmarks.Screening;

/// <summary>How often an alias finds its entity among the first hits, per source and pair of scripts; and how long one query takes.</summary>
internal static class AliasRecall
{
    private static readonly Dictionary<string, double> Bars = new()
    {
        ["eu Latn-Latn"] = 0.7,
        ["eu Latn-Cyrl"] = 0.75,
        ["eu Latn-Hani"] = 0.45,
        ["eu Latn-Arab"] = 0.35,
        ["cn Latn-Hani"] = 0.2,
        ["ofac Latn-Latn"] = 0.65,
    };

    public static List<BenchmarkResult> Measure(AliasCorpus corpus)
    {
        var aliases = TestData.Aliases();
        foreach (var alias in aliases)
        {
            corpus.Find(alias.Alias, 5);
        }

        var (times, found) = (new List<double>(), new List<(LabelledAlias Alias, List<(string Entity, double Score)> Hits)>());
        foreach (var alias in aliases)
        {
            var start = Stopwatch.GetTimestamp();
            found.Add((alias, corpus.Find(alias.Alias, 5)));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var results = new List<BenchmarkResult> { new("names in the corpus", Numbers.Text($"{corpus.Names.Count}")) };
        foreach (var group in found.GroupBy(each => each.Alias.Group).OrderByDescending(group => group.Count()))
        {
            Add(results, group.Key, [.. group]);
        }

        var scores = found.SelectMany(each => each.Hits).Select(hit => Math.Round(hit.Score, 3)).Where(score => score is >= ScoringTable.DefaultThreshold and < 1).ToList();
        var shared = scores.GroupBy(score => score).Max(group => group.Count()) / (double)scores.Count;
        results.Add(new("hits that share the commonest score, to three decimals", Numbers.Text($"{shared:P1}"), "<= 15 %", shared <= 0.15));
        results.Add(new("one query, p50", Numbers.Text($"{Numbers.Median(times):F3} ms"), "<= 0.3 ms", Numbers.Median(times) <= 0.3));
        results.Add(new("one query, p99", Numbers.Text($"{Numbers.Percentile(times, 99):F3} ms"), "<= 3 ms", Numbers.Percentile(times, 99) <= 3));
        return results;
    }

    private static void Add(List<BenchmarkResult> results, string group, List<(LabelledAlias Alias, List<(string Entity, double Score)> Hits)> found)
    {
        double Recall(int first) => found.Count(each => each.Hits.Take(first).Any(hit => hit.Entity == each.Alias.Entity)) / (double)found.Count;
        var hasBar = Bars.TryGetValue(group, out var bar);
        results.Add(new(
            Numbers.Text($"{group} (n {found.Count}): recall@5; @1"), Numbers.Text($"{Recall(5):F3}; {Recall(1):F3}"),
            hasBar ? Numbers.Text($">= {bar:F2}") : "", hasBar ? Recall(5) >= bar : null));
    }
}
