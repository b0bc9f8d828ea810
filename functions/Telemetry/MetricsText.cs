using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace InfoShare.Functions.Telemetry;

/// <summary>
/// The hub's meters in the Prometheus text format 0.0.4, kept in memory since the start of the process. Names are made as OpenTelemetry's
/// specification says ("Prometheus and OpenMetrics Compatibility"): the unit and, for counters, <c>_total</c> come last.
/// </summary>
public sealed class MetricsText : IDisposable
{
    private readonly MeterListener _listener = new();

    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = new();

    /// <param name="metrics">The hub's; those of another hub in the same process are not taken.</param>
    public MetricsText(HubMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == HubMetrics.MeterName && (instrument.Meter.Scope ?? metrics) == metrics)
            {
                listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, static published => new(published)));
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, series) => ((InstrumentSeries)series!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, series) => ((InstrumentSeries)series!).Take(value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var series in _instruments.Values.OrderBy(series => series.Name, StringComparer.Ordinal))
        {
            series.Append(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>What one instrument has measured, by its tags.</summary>
    private sealed class InstrumentSeries
    {
        private readonly ConcurrentDictionary<Tags, Series> _series = new();

        private readonly Instrument _instrument;

        private readonly IReadOnlyList<double>? _bounds;

        private readonly string _type;

        public InstrumentSeries(Instrument instrument)
        {
            _instrument = instrument;
            _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries;
            _type = instrument is Histogram<double> ? "histogram" : instrument is Counter<long> ? "counter" : "gauge";
            Name = NameOf(instrument);
        }

        public string Name { get; }

        public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _series.GetOrAdd(Tags.Of(tags), static (key, own) => new(key, own._bounds), this).Take(value, _instrument.IsObservable);

        public void Append(StringBuilder text)
        {
            if (_series.IsEmpty)
            {
                return;
            }

            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_instrument.Description}\n# TYPE {Name} {_type}\n");
            foreach (var (tags, series) in _series.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
            {
                if (_bounds is null)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{Name}{tags.Labels()} {series.Sum}\n");
                }
                else
                {
                    series.AppendBuckets(text, Name, _bounds);
                }
            }
        }

        private static string NameOf(Instrument instrument)
        {
            var name = instrument.Name.Replace('.', '_');
            var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            return string.Concat(name, name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit, instrument is Counter<long> ? "_total" : "");
        }
    }

    /// <summary>The tags of a measurement, of which the hub's instruments have two at most.</summary>
    private readonly record struct Tags(string? First, object? FirstValue, string? Second, object? SecondValue)
    {
        public static Tags Of(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length switch
        {
            0 => default,
            1 => new(tags[0].Key, tags[0].Value, null, null),
            2 => new(tags[0].Key, tags[0].Value, tags[1].Key, tags[1].Value),
            _ => throw new ArgumentException("A measurement has two tags at most.", nameof(tags)),
        };

        /// <param name="more">A label to come last.</param>
        public string Labels(string? more = null)
        {
            string?[] labels = [Label(First, FirstValue), Label(Second, SecondValue), more];
            var all = string.Join(',', labels.OfType<string>());
            return all.Length == 0 ? "" : $"{{{all}}}";
        }

        public override string ToString() => Labels();

        private static string? Label(string? name, object? value) =>
            name is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name}=\"{value}\"");
    }

    private sealed class Series(Tags tags, IReadOnlyList<double>? bounds)
    {
        private readonly Lock _lock = new();

        /// <summary>Measurements up to each bound, and those beyond the last.</summary>
        private readonly long[] _buckets = new long[(bounds?.Count ?? 0) + 1];

        private double _sum;

        public double Sum
        {
            get
            {
                lock (_lock)
                {
                    return _sum;
                }
            }
        }

        public void Take(double value, bool replaces)
        {
            var bucket = 0;
            while (bucket < _buckets.Length - 1 && value > bounds![bucket])
            {
                bucket++;
            }

            lock (_lock)
            {
                _sum = replaces ? value : _sum + value;
                _buckets[bucket]++;
            }
        }

        public void AppendBuckets(StringBuilder text, string name, IReadOnlyList<double> upTo)
        {
            long[] buckets;
            double sum;
            lock (_lock)
            {
                (buckets, sum) = ([.. _buckets], _sum);
            }

            var count = 0L;
            for (var bucket = 0; bucket < buckets.Length; bucket++)
            {
                count += buckets[bucket];
                var bound = bucket < upTo.Count ? upTo[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{tags.Labels($"le=\"{bound}\"")} {count}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{tags.Labels()} {sum}\n{name}_count{tags.Labels()} {count}\n");
        }
    }
}
