using System.Globalization;

namespace InfoShare.Benchmarks;

/// <summary>Medians, percentiles and how figures are written.</summary>
internal static class Numbers
{
    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    /// <summary>The nearest rank.</summary>
    public static double Percentile(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    public static string Text(FormattableString text) => FormattableString.Invariant(text);

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
