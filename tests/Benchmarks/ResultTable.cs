namespace InfoShare.Benchmarks;

/// <summary>The results, in columns.</summary>
internal static class ResultTable
{
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<BenchmarkResult> results)
    {
        var (what, figure) = (results.Max(result => result.What.Length), results.Max(result => result.Figure.Length));
        await output.WriteLineAsync();
        foreach (var result in results)
        {
            var verdict = result.IsMet switch { true => "reached", false => "MISSED", null => "" };
            await output.WriteLineAsync($"{result.What.PadRight(what)}  {result.Figure.PadLeft(figure)}  {result.Bar,-10}  {verdict}".TrimEnd());
        }
    }
}
