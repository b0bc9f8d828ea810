using System.Text.Json;
using InfoShare.Access;
using InfoShare.AccessLog;
using InfoShare.Agencies;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.AccessLog;

/// <summary>What an auditor reads: every entry of every agency, in the order of time.</summary>
public sealed class EntryListing(AccessLogWriter writer, AccessLogReader reader, AccessLogCursors cursors, AgencyDirectory agencies, TimeProvider time)
{
    private const string Which = "access-log-entries";

    /// <summary>Bytes of entries after which a page ends, however many they are.</summary>
    private const int MaxPageBytes = 1024 * 1024;

    /// <summary>Entries of this age have come from every process. A page that others follow goes no further, so that none is passed over.</summary>
    private static readonly TimeSpan Settled = 2 * AccessLogWriter.MaxDelay;

    public async Task<IResult> ListAsync(AccessLogQuery query, Caller caller, CancellationToken cancellationToken)
    {
        var (positions, refusal) = cursors.Read(query, Which, caller);
        if (refusal is not null)
        {
            return refusal;
        }

        var after = positions is null ? null : LogPlace.Of(positions);
        var (page, goesOn) = await ReadPageAsync(query, after, cancellationToken);
        if (goesOn && UntilSettled(page[^1]) is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
            (page, goesOn) = await ReadPageAsync(query, after, cancellationToken);
        }

        var next = goesOn ? cursors.Write(query, Which, caller, page[^1].Place.ToPositions()) : null;
        return new JsonAnswer(StatusCodes.Status200OK, json => Write(json, page, next));
    }

    private TimeSpan UntilSettled(LoggedLine line) => new DateTimeOffset(line.Place.Ticks, TimeSpan.Zero) + Settled - time.GetUtcNow();

    private async Task<(List<LoggedLine> Page, bool GoesOn)> ReadPageAsync(AccessLogQuery query, LogPlace? after, CancellationToken cancellationToken)
    {
        // What this process still holds is read as well.
        await writer.FlushAsync(cancellationToken);
        var callers = (await agencies.CurrentAsync(cancellationToken)).All.Select(stored => stored.Agency.Id.ToString()).ToList();
        var (page, bytes) = (new List<LoggedLine>(), 0);
        await foreach (var line in reader.ReadAsync(callers, query.From, query.To, after, cancellationToken))
        {
            if (page.Count == query.Limit || bytes > MaxPageBytes)
            {
                return (page, true);
            }

            page.Add(line with { Json = line.Json.ToArray() });
            bytes += line.Json.Length;
        }

        return (page, false);
    }

    private static void Write(Utf8JsonWriter json, List<LoggedLine> page, string? next)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var line in page)
        {
            using var entry = JsonDocument.Parse(line.Json);
            WriteEntry(json, entry.RootElement);
        }

        json.WriteEndArray();
        if (next is not null)
        {
            json.WriteString("next", next);
        }

        json.WriteEndObject();
    }

    /// <summary>As it was logged, but for the records, which are stored as publisher and id in turn.</summary>
    private static void WriteEntry(Utf8JsonWriter json, JsonElement entry)
    {
        json.WriteStartObject();
        foreach (var member in entry.EnumerateObject())
        {
            if (member.NameEquals("records"))
            {
                WriteRecords(json, member.Value);
            }
            else
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteRecords(Utf8JsonWriter json, JsonElement records)
    {
        json.WriteStartArray("records");
        for (var at = 0; at + 1 < records.GetArrayLength(); at += 2)
        {
            json.WriteStartObject();
            json.WritePropertyName("publisher");
            records[at].WriteTo(json);
            json.WritePropertyName("id");
            records[at + 1].WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
