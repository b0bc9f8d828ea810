using System.Text.Json;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Functions.Merchants;

/// <summary>What happened to a merchant, newest first: decisions, publications and the latest change of each record.</summary>
public static class TimelineJson
{
    /// <summary>Whether all events are written.</summary>
    public static bool Write(Utf8JsonWriter writer, IReadOnlyList<IndexedRecord> records)
    {
        var events = new List<Event>(2 * records.Count);
        foreach (var record in records)
        {
            AddEvents(events, record.Header);
        }

        // Stable: what happened at the same time stays in the order of the records.
        writer.WriteStartArray("timeline"u8);
        foreach (var happened in events.OrderByDescending(happened => happened.At).Take(FactsJson.Max))
        {
            Write(writer, happened);
        }

        writer.WriteEndArray();
        return events.Count <= FactsJson.Max;
    }

    private static void AddEvents(List<Event> events, RecordHeader header)
    {
        if (header.Version > 1)
        {
            events.Add(new(header.UpdatedAt, null, Code<RecordChange>.Of(header.Change), header.Id));
        }

        events.Add(new(header.PublishedAt, null, Code<RecordChange>.Of(RecordChange.Published), header.Id));
        if (header.DecidedOn is { } day)
        {
            events.Add(new(new(day, default, TimeSpan.Zero), day, "decided", header.Id));
        }
    }

    private static void Write(Utf8JsonWriter writer, in Event happened)
    {
        writer.WriteStartObject();
        writer.WriteString("event"u8, happened.What);
        if (happened.On is null)
        {
            HeaderJson.WriteInstant(writer, "at"u8, happened.At);
        }

        HeaderJson.WriteDate(writer, "on"u8, happened.On);
        writer.WriteString("record"u8, happened.Record.ToString());
        writer.WriteEndObject();
    }

    /// <param name="On">Of a decision, of which the day alone is known.</param>
    private readonly record struct Event(DateTimeOffset At, DateOnly? On, string What, RecordId Record);
}
