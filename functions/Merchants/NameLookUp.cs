using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Screening;
using InfoShare.Functions.Subscriptions;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Screening;

namespace InfoShare.Functions.Merchants;

/// <summary>Merchants by name or a part of one: the records that <see cref="MerchantScreening"/> finds, joined, one item per merchant, best first.</summary>
public sealed class NameLookUp(MerchantIndex index, InterestRecorder interests, TimeProvider time)
{
    private const int DefaultLimit = 20;

    private const int MaxLimit = 100;

    /// <summary>Records told of one merchant; its profile has them all.</summary>
    private const int MaxRecords = 20;

    private const int MaxNameLength = 500;

    /// <summary>Names that are compared with the one searched for, of those that the caller may see.</summary>
    private const int MaxCompared = 1000;

    public IResult Find(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var name = query.Text("name", MaxNameLength);
        var limit = query.Number("limit", 1, MaxLimit, DefaultLimit);
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        if (name is null)
        {
            return Problems.Invalid("name", ErrorCodes.MissingMember, "'name' is required: the merchant's name or a part of it.");
        }

        if (!ReadName.HasWords(name))
        {
            return Problems.Invalid("name", ErrorCodes.InvalidLength, "'name' must have at least one letter or digit.");
        }

        context.GetShown().Asked("name", name);
        interests.Note(context.GetCaller(), name);
        var merchants = Merchants(name, context.GetCaller(), limit + 1);
        foreach (var record in merchants.Take(limit).SelectMany(merchant => merchant.Records))
        {
            context.GetShown().Add(record.Publisher, record.Id);
        }

        return new JsonAnswer(StatusCodes.Status200OK, writer => Write(writer, merchants, limit));
    }

    /// <summary>The merchants, one more than asked for if there is one.</summary>
    private List<NamedMerchant> Merchants(string name, Caller caller, int limit)
    {
        var (view, now) = (index.View(), time.GetUtcNow());
        var (merchants, known) = (new List<NamedMerchant>(), new HashSet<RecordId>());
        var query = new ScreeningQuery { Names = [name], IsPart = true };
        foreach (var hit in new MerchantScreening(view, caller, now).Find(query, MaxCompared))
        {
            if (known.Contains(hit.Record.Header.Id))
            {
                continue;
            }

            var joined = new MerchantJoin(caller, Use.Screening, now).ByRecord(view, hit.Record.Header.Id)?.Records ?? [];
            known.UnionWith(joined.Select(record => record.Header.Id));
            merchants.Add(new(hit, [.. joined.Take(MaxRecords).Select(record => record.Header)], joined.Count));
            if (merchants.Count == limit)
            {
                break;
            }
        }

        return merchants;
    }

    private static void Write(Utf8JsonWriter writer, List<NamedMerchant> merchants, int limit)
    {
        writer.WriteStartObject();
        ScreeningJson.WriteAlgorithm(writer);
        writer.WriteStartArray("items");
        foreach (var merchant in merchants.Take(limit))
        {
            writer.WriteStartObject();
            writer.WriteString("name", merchant.Hit.Name);
            writer.WriteNumber("score", merchant.Hit.Score);
            ScreeningJson.WriteReasons(writer, merchant.Hit);
            writer.WriteString("merchant", $"/api/v1/merchants/record/{merchant.Hit.Record.Header.Id}");
            writer.WriteNumber("recordCount", merchant.Count);
            writer.WriteStartArray("records");
            foreach (var record in merchant.Records)
            {
                HeaderJson.Write(writer, record);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (merchants.Count > limit)
        {
            writer.WriteBoolean("truncated", true);
        }

        writer.WriteEndObject();
    }

    private sealed record NamedMerchant(ScreeningHit Hit, IReadOnlyList<RecordHeader> Records, int Count);
}
