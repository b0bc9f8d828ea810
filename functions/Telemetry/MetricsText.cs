using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace InfoShare.Functions.Telemetry;

/// <summary>The hub's meters in the Prometheus text format 0.0.4, kept in memory since the start of the process.</summary>
public sealed class MetricsText : IDisposable
{
    private readonly MeterListener _listener = new();

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    public MetricsText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == HubMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var instrument in _series.GroupBy(pair => pair.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var name = instrument.Key.Name.Replace('.', '_');
            var type = instrument.Key is Histogram<double> ? "summary" : instrument.Key is Counter<long> ? "counter" : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Key.Description}\n# TYPE {name} {type}\n");
            foreach (var (key, series) in instrument.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
            {
                series.Append(text, name, key.Labels, type);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd((instrument, LabelsOf(tags)), _ => new Series()).Take(value, instrument.IsObservable);

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 1 ? "," : "").Append(name).Append("=\"").Append(value).Append('"');
        }

        return text.Append('}').ToString();
    }

    private sealed class Series
    {
        private readonly Lock _lock = new();

        private double _sum;

        private long _count;

        public void Take(double value, bool replaces)
        {
            lock (_lock)
            {
                _sum = replaces ? value : _sum + value;
                _count++;
            }
        }

        public void Append(StringBuilder text, string name, string labels, string type)
        {
            lock (_lock)
            {
                if (type == "summary")
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {_sum}\n{name}_count{labels} {_count}\n");
                }
                else
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {_sum}\n");
                }
            }
        }
    }
}
