using System.Diagnostics.Metrics;

namespace InfoShare.Functions.Telemetry;

/// <summary>The hub's own meters. Tags are few and bounded: no agency, no identifier.</summary>
public sealed class HubMetrics : IDisposable
{
    public const string MeterName = "InfoShare";

    private readonly Meter _meter = new(MeterName);

    public HubMetrics()
    {
        Requests = _meter.CreateCounter<long>("infoshare.requests", "{request}", "Requests answered, by route and status class.");
        RequestSeconds = _meter.CreateHistogram("infoshare.request.duration", "s", "Time to answer a request, by route.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        Publications = _meter.CreateCounter<long>("infoshare.publications", "{record}", "Versions committed, by kind and change.");
    }

    public Counter<long> Requests { get; }

    public Histogram<double> RequestSeconds { get; }

    public Counter<long> Publications { get; }

    /// <summary>A value that is read whenever the metrics are.</summary>
    public void Observe(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    /// <summary>Values with a tag that are read whenever the metrics are.</summary>
    public void ObserveMany(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    public void Dispose() => _meter.Dispose();
}
