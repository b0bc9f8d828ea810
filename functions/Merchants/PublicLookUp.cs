using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Http;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Functions.Merchants;

/// <summary>What anybody may know of a merchant: its public records alone, in fewer words, and cacheable for a minute.</summary>
public sealed class PublicLookUp(MerchantIndex index, TimeProvider time)
{
    private const int MaxRecords = 100;

    private const int CacheSeconds = 60;

    public IResult Find(string scheme, string value, HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var identifier = RouteValue.ReadIdentifier(scheme, value, query.Errors);
        var errors = query.RefuseOthers();
        if (identifier is null || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var now = time.GetUtcNow();
        var profile = new MerchantJoin(Caller.Anonymous, Use.Public, now).ByIdentifier(index.View(), identifier);
        context.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={CacheFor(profile, now)}");
        return profile is { Records.Count: > 0 }
            ? new JsonAnswer(StatusCodes.Status200OK, writer => Write(writer, identifier, profile))
            : Problems.NotFound();
    }

    /// <summary>No longer than until a record stops being public.</summary>
    private static int CacheFor(MerchantProfile? profile, DateTimeOffset now) =>
        (profile?.Records ?? []).Select(record => record.Header.PublicityEndsAt)
            .OfType<DateTimeOffset>()
            .Aggregate(CacheSeconds, (least, end) => (int)Math.Clamp((end - now).TotalSeconds, 0, least));

    private static void Write(Utf8JsonWriter writer, Identifier identifier, MerchantProfile profile)
    {
        writer.WriteStartObject();
        ProfileJson.WriteIdentifier(writer, identifier);
        var isWhole = FactsJson.WriteNames(writer, profile.Records);
        isWhole &= FactsJson.WriteIdentifiers(writer, profile.Records);
        writer.WriteStartArray("records"u8);
        foreach (var record in profile.Records.Take(MaxRecords))
        {
            Write(writer, record.Header);
        }

        writer.WriteEndArray();
        if (profile.Truncated || !isWhole || profile.Records.Count > MaxRecords)
        {
            writer.WriteBoolean("truncated"u8, true);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteStartObject();
        HeaderJson.WriteRed(writer, header);
        writer.WriteString("publisherJurisdiction"u8, header.PublisherJurisdiction);
        HeaderJson.WriteInstant(writer, "publishedAt"u8, header.PublishedAt);
        HeaderJson.WriteText(writer, "category"u8, header.Category);
        HeaderJson.WriteMeasures(writer, header.Measures);
        HeaderJson.WriteDate(writer, "decidedOn"u8, header.DecidedOn);
        writer.WriteEndObject();
    }
}
