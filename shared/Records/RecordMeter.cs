using System.Diagnostics.Metrics;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>Counts the versions that this process commits, whoever asked for them: a request, a submission or a timer.</summary>
public static class RecordMeter
{
    /// <summary>The name of all of the hub's meters.</summary>
    public const string MeterName = "InfoShare";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Publications =
        Meter.CreateCounter<long>("infoshare.publications", "{version}", "Versions committed, by kind and change.");

    internal static void Count(IEnumerable<RecordOutcome> outcomes)
    {
        foreach (var done in outcomes.OfType<RecordOutcome.Done>())
        {
            Publications.Add(
                1,
                new("kind", Code<RecordKind>.Of(done.Id.Kind)),
                new KeyValuePair<string, object?>("change", Code<RecordChange>.Of(done.Change)));
        }
    }
}
