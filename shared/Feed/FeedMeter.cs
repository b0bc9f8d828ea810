using System.Diagnostics.Metrics;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Feed;

/// <summary>Counts what becomes of feed messages in this process.</summary>
public static class FeedMeter
{
    private static readonly Meter Meter = new(RecordMeter.MeterName);

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("infoshare.feed.messages", "{message}", "Feed messages, by what became of them.");

    /// <summary>Makes the instrument, so that it can be found before the first message.</summary>
    public static void Start() => ArgumentNullException.ThrowIfNull(Messages);

    internal static void Accepted() => Count("accepted");

    internal static void Repeated() => Count("repeated");

    internal static void Refused(FeedRefusal refusal) => Count(Code<FeedRefusal>.Of(refusal));

    private static void Count(string outcome) => Messages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
