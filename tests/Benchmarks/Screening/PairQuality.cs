using InfoShare.Screening;

namespace InfoShare.Benchmarks.Screening;

/// <summary>Precision and the like on labelled pairs, at the engine's own threshold, beside the public matcher's scores on the same pairs.</summary>
internal static class PairQuality
{
    private const double Saturated = 0.95;

    public static List<BenchmarkResult> Measure()
    {
        var scored = TestData.Pairs().Select(pair => (Pair: pair, NameComparison.Compare(NameAnalysis.Parse(pair.One), NameAnalysis.Parse(pair.Other), pair.IsPerson).Score)).ToList();
        var results = new List<BenchmarkResult>();
        Add(results, "organisation pairs", [.. scored.Where(each => each.Pair.IsOrganisation)], 0.91, 0.15);
        Add(results, "all pairs", scored, 0.82, 0.22);
        foreach (var schema in scored.GroupBy(each => each.Pair.Schema).OrderByDescending(group => group.Count()))
        {
            Add(results, $"pairs of schema {schema.Key}", [.. schema], null, null);
        }

        var others = scored.Where(each => !each.Pair.IsMatch).ToList();
        var saturated = (double)others.Count(each => each.Score >= Saturated) / others.Count;
        results.Add(new("non-matches that score >= 0.95", Numbers.Text($"{saturated:P1}"), "<= 10 %", saturated <= 0.1));
        for (var step = 0; step < 10; step++)
        {
            var (from, to) = (step / 10.0, step == 9 ? 1.01 : (step + 1) / 10.0);
            var inside = scored.Where(each => each.Score >= from && each.Score < to).ToList();
            results.Add(new(Numbers.Text($"scores from {from:F1}"), Numbers.Text($"{inside.Count(each => each.Pair.IsMatch)} matches, {inside.Count(each => !each.Pair.IsMatch)} others")));
        }

        return results;
    }

    private static void Add(List<BenchmarkResult> results, string what, List<(LabelledPair Pair, double Score)> scored, double? f1Bar, double? rateBar)
    {
        var own = Quality.Of(scored.Select(each => (each.Pair.IsMatch, each.Score >= ScoringTable.DefaultThreshold)));
        var known = Quality.Of(scored.Where(each => each.Pair.Reference is not null).Select(each => (each.Pair.IsMatch, each.Pair.Reference >= 0.7)));
        results.Add(new(
            Numbers.Text($"{what} (n {scored.Count}): F1; precision, recall; reference F1"),
            Numbers.Text($"{own.F1:F3}; {own.Precision:F3}, {own.Recall:F3}; {known.F1:F3}"), f1Bar is null ? "" : Numbers.Text($">= {f1Bar:F2}"), f1Bar is null ? null : own.F1 >= f1Bar));
        results.Add(new(
            Numbers.Text($"{what}: false-positive rate; reference"),
            Numbers.Text($"{own.FalsePositives:F3}; {known.FalsePositives:F3}"), rateBar is null ? "" : Numbers.Text($"<= {rateBar:F2}"), rateBar is null ? null : own.FalsePositives <= rateBar));
    }
}
