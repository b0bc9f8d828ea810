using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.AccessLog;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.AccessLog;

/// <summary>What an authority reads: how often which agency was shown which of its records, and nothing else of the log.</summary>
public sealed class CountListing(ReadCounts counts, AccessLogCursors cursors)
{
    private const string Which = "access-log-counts";

    public async Task<IResult> ListAsync(AccessLogQuery query, Caller caller, CancellationToken cancellationToken)
    {
        var (positions, refusal) = cursors.Read(query, Which, caller);
        if (refusal is not null)
        {
            return refusal;
        }

        var after = positions is null ? null : CountPlace.Of(positions);
        var page = await counts.ReadAsync(caller.Agency, query.From, query.To, after, query.Limit + 1, cancellationToken);
        var next = page.Count > query.Limit ? cursors.Write(query, Which, caller, page[query.Limit - 1].Place.ToPositions()) : null;
        return new JsonAnswer(StatusCodes.Status200OK, json => Write(json, page.Take(query.Limit), next));
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<ReadCount> page, string? next)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var count in page)
        {
            json.WriteStartObject();
            json.WriteString("day", count.Day.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("record", count.Record.ToString());
            json.WriteString("agency", count.Agency.ToString());
            json.WriteNumber("count", count.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (next is not null)
        {
            json.WriteString("next", next);
        }

        json.WriteEndObject();
    }
}
