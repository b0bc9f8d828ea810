using System.Diagnostics;
using InfoShare.Screening;

namespace InfoShare.Benchmarks.Screening;

/// <summary>A million invented names: how fast the index is built, how large it is, how long a query takes.</summary>
internal static class ManyNames
{
    public static List<BenchmarkResult> Measure(BenchmarkOptions options)
    {
        var count = options.Quick ? 200_000 : 1_000_000;
        var invented = new InventedNames();
        var names = Enumerable.Range(0, count).Select(_ => invented.Next()).ToArray();
        new NameIndex().Add(0, names[0]);
        var index = new NameIndex();
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var at = 0; at < count; at++)
        {
            index.Add(at, names[at]);
        }

        var (wall, busy) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - cpu);
        var rate = count / wall.TotalSeconds;
        var bytes = index.SizeInBytes / (double)count;
        var times = Queries(index, names);
        return
        [
            new(Numbers.Text($"{count} names: built per second (per second of CPU)"), Numbers.Text($"{rate:F0} ({count / busy.TotalSeconds:F0})"), ">= 100000", rate >= 100_000),
            new(Numbers.Text($"{count} names: bytes of index per name"), Numbers.Text($"{bytes:F0}"), "<= 200", bytes <= 200),
            new(Numbers.Text($"{count} names: one query, p50"), Numbers.Text($"{Numbers.Median(times):F2} ms")),
            new(Numbers.Text($"{count} names: one query, p99"), Numbers.Text($"{Numbers.Percentile(times, 99):F2} ms"), "<= 10 ms", Numbers.Percentile(times, 99) <= 10),
        ];
    }

    private static List<double> Queries(NameIndex index, string[] names)
    {
        const int WarmUp = 200;
        var (random, times) = (new Random(2), new List<double>());
        for (var at = 0; at < 2000 + WarmUp; at++)
        {
            var name = names[random.Next(names.Length)];
            var start = Stopwatch.GetTimestamp();
            Query(index, name);
            if (at >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return times;
    }

    private static void Query(NameIndex index, string name)
    {
        var (asked, known, compared) = (NameAnalysis.Parse(name), new KnownWords(index), 0);
        NameFinder.Find(index, asked, (found, _) =>
        {
            NameComparison.Compare(asked, index.Name(found, known), persons: false, explain: false, known);
            return ++compared < MerchantScreening.MaxCompared;
        });
    }
}
