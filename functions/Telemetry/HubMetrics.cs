using System.Diagnostics.Metrics;
using InfoShare.Records;

namespace InfoShare.Functions.Telemetry;

/// <summary>The hub's own meters. Tags are few and bounded: no agency, no identifier.</summary>
public sealed class HubMetrics : IDisposable
{
    public const string MeterName = RecordMeter.MeterName;

    private readonly Meter _meter;

    public HubMetrics()
    {
        _meter = new(new MeterOptions(MeterName) { Scope = this });
        Requests = _meter.CreateCounter<long>("infoshare.requests", "{request}", "Requests answered, by route and status class.");
        RequestSeconds = _meter.CreateHistogram("infoshare.request.duration", "s", "Time to answer a request, by route.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        Deliveries = _meter.CreateCounter<long>("infoshare.deliveries", "{delivery}", "Attempts to deliver, by outcome.");
        SubscriptionsDisabled = _meter.CreateCounter<long>("infoshare.subscriptions.disabled", "{subscription}", "Subscriptions that the hub disabled.");
        SequenceLag = _meter.CreateHistogram("infoshare.sequence.lag", "s", "From a version's commit until this process can look it up.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
        DatasetBuilds = _meter.CreateCounter<long>("infoshare.dataset.builds", "{build}", "Builds of datasets that have ended, by dataset and status.");
    }

    public Counter<long> Requests { get; }

    public Counter<long> Deliveries { get; }

    public Counter<long> SubscriptionsDisabled { get; }

    public Histogram<double> RequestSeconds { get; }

    public Histogram<double> SequenceLag { get; }

    public Counter<long> DatasetBuilds { get; }

    /// <summary>A value that is read whenever the metrics are.</summary>
    public void Observe(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    /// <summary>Values with a tag that are read whenever the metrics are.</summary>
    public void ObserveMany(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    public void Dispose() => _meter.Dispose();
}
