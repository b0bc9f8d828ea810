using System.Globalization;

namespace InfoShare.Benchmarks.Load;

/// <summary>What a load process prints when it ends.</summary>
/// <param name="Requests">Requests answered with a 2xx.</param>
/// <param name="Failures">Requests answered otherwise.</param>
internal readonly record struct LoadResult(long Requests, long Failures, double Seconds)
{
    public double PerSecond => Requests / Seconds;

    public static LoadResult Parse(string text)
    {
        var fields = text.Trim().Split(' ');
        return new(
            long.Parse(fields[0], CultureInfo.InvariantCulture),
            long.Parse(fields[1], CultureInfo.InvariantCulture),
            double.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    public override string ToString() => FormattableString.Invariant($"{Requests} {Failures} {Seconds}");
}
