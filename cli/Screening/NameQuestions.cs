using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace InfoShare.Cli.Screening;

/// <summary>Makes one request of some rows.</summary>
public sealed record NameQuestions(string? Kind, double? Threshold, int? Limit, string? Purpose)
{
    /// <summary>Queries of one request: the API's bound.</summary>
    public const int PerRequest = 100;

    public HttpRequestMessage Of(IReadOnlyList<NameRow> rows)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "screenings") { Content = new ByteArrayContent(Body(rows)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (Purpose is not null)
        {
            request.Headers.TryAddWithoutValidation("InfoShare-Purpose", Purpose);
        }

        return request;
    }

    private byte[] Body(IReadOnlyList<NameRow> rows)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("queries");
            foreach (var row in rows)
            {
                Write(writer, row);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void Write(Utf8JsonWriter writer, NameRow row)
    {
        writer.WriteStartObject(row.Number.ToString(CultureInfo.InvariantCulture));
        writer.WriteStartArray("names");
        writer.WriteStringValue(row.Name);
        writer.WriteEndArray();
        if (row.Country.Length > 0)
        {
            writer.WriteString("country", row.Country);
        }

        if (Kind is not null)
        {
            writer.WriteString("kind", Kind);
        }

        if (Threshold is { } threshold)
        {
            writer.WriteNumber("threshold", threshold);
        }

        if (Limit is { } limit)
        {
            writer.WriteNumber("limit", limit);
        }

        writer.WriteEndObject();
    }
}
