namespace InfoShare.Benchmarks.Screening;

/// <summary>The screening engine: quality on labelled names, speed, size, and PostgreSQL beside it.</summary>
internal static class ScreeningBenchmark
{
    public static async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkOptions options)
    {
        var results = new List<BenchmarkResult>();
        if (TestData.Folder is null)
        {
            results.Add(new("screening: labelled names", "not found: put them in a folder shared/data beside the project, or set INFOSHARE_TEST_DATA"));
        }
        else
        {
            results.AddRange(PairQuality.Measure());
            var corpus = new AliasCorpus();
            results.AddRange(AliasRecall.Measure(corpus));
            results.AddRange(await PostgresComparison.MeasureAsync(corpus));
        }

        results.AddRange(ManyNames.Measure(options));
        results.AddRange(await FirstScreening.MeasureAsync());
        return results;
    }
}
