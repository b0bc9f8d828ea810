namespace InfoShare.Benchmarks;

/// <summary>A line of the table.</summary>
/// <param name="Bar">What is asked for, or empty where the figure only explains another.</param>
/// <param name="IsMet">Null where there is no bar.</param>
internal sealed record BenchmarkResult(string What, string Figure, string Bar = "", bool? IsMet = null);
