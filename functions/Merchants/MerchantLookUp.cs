using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Subscriptions;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Merchants;

/// <summary>
/// A merchant's profile, by identifier or by one of its records. Without bodies it is answered from memory alone, so that hidden and absent
/// cost the same; with them, one point read per record shown.
/// </summary>
public sealed class MerchantLookUp(MerchantIndex index, CursorReader cursors, RecordBodies bodies, InterestRecorder interests, TimeProvider time)
{
    public const int DefaultLimit = 50;

    public const int MaxLimit = 500;

    public Task<IResult> ByIdentifierAsync(string scheme, string value, HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var identifier = RouteValue.ReadIdentifier(scheme, value, query.Errors);
        if (identifier is not null)
        {
            context.GetShown().Asked("identifier", $"{identifier.Scheme}:{identifier.Value}");
            interests.Note(context.GetCaller(), identifier);
        }

        var join = new MerchantJoin(context.GetCaller(), Use.LookUp, time.GetUtcNow());
        return AnswerAsync(context, query, new(identifier, null), () => join.ByIdentifier(index.View(), identifier!));
    }

    public Task<IResult> ByRecordAsync(string id, HttpContext context)
    {
        var isId = RecordId.TryParse(id, out var record);
        context.GetShown().Asked("merchant", null, isId ? record.ToString() : null);
        var join = new MerchantJoin(context.GetCaller(), Use.LookUp, time.GetUtcNow());
        return AnswerAsync(context, new(context.Request), new(null, id), () => isId ? join.ByRecord(index.View(), record) : null);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, QueryReader query, Question question, Func<MerchantProfile?> find)
    {
        var (limit, cursor) = (query.Number("limit", 1, MaxLimit, DefaultLimit), query.Text("cursor", Cursors.MaxLength));
        var withBodies = ReadFlag(query, "bodies");
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var caller = context.GetCaller();
        var (before, refusal) = cursors.Read(cursor, caller, question.Listing);
        if (refusal is not null)
        {
            return refusal;
        }

        if (find() is not { } profile)
        {
            return Problems.NotFound();
        }

        interests.Note(caller, profile);
        var page = Page(profile.Records, before, limit);
        var next = page.Count > limit ? cursors.Write(caller, question.Listing, page[limit - 1].First) : null;
        page = page.Count > limit ? page.GetRange(0, limit) : page;
        Tell(context, profile, page, isFirst: cursor is null);
        var full = withBodies ? await bodies.ReadAsync(page, caller, Use.LookUp, context.RequestAborted) : null;
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            question.Write(writer);
            if (cursor is null)
            {
                ProfileJson.WriteFacts(writer, profile);
            }

            WriteRecords(writer, page, full, caller);
            HeaderJson.WriteText(writer, "next"u8, next);
            writer.WriteEndObject();
        });
    }

    private static bool ReadFlag(QueryReader query, string name)
    {
        var text = query.Text(name);
        if (text is not (null or "true" or "false"))
        {
            query.Errors.Add(name, ErrorCodes.UnknownCode, $"'{name}' must be true or false.");
        }

        return text == "true";
    }

    /// <summary>One record more than the limit, if there is one.</summary>
    private static List<IndexedRecord> Page(IReadOnlyList<IndexedRecord> records, SequenceIndex before, int limit)
    {
        var page = new List<IndexedRecord>(Math.Min(limit + 1, records.Count));
        foreach (var record in records)
        {
            if (record.First < before)
            {
                page.Add(record);
                if (page.Count > limit)
                {
                    break;
                }
            }
        }

        return page;
    }

    /// <summary>The first page shows facts of all joined records; a later one its own records alone.</summary>
    private static void Tell(HttpContext context, MerchantProfile profile, List<IndexedRecord> page, bool isFirst)
    {
        var shown = context.GetShown();
        foreach (var record in isFirst ? profile.All : page)
        {
            shown.Add(record.Header.Publisher, record.Header.Id);
        }
    }

    private void WriteRecords(Utf8JsonWriter writer, List<IndexedRecord> page, IReadOnlyList<StoredVersion>? full, Caller caller)
    {
        writer.WriteStartArray("records"u8);
        if (full is null)
        {
            foreach (var record in page)
            {
                HeaderJson.Write(writer, record.Header);
            }
        }
        else
        {
            foreach (var version in full)
            {
                bodies.Write(writer, version, caller);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>What was asked: by identifier, or by record.</summary>
    private sealed record Question(Identifier? Identifier, string? Record)
    {
        public IReadOnlyList<string?> Listing { get; } = ["merchant", Identifier?.Scheme, Identifier?.Value, Record];

        public void Write(Utf8JsonWriter writer)
        {
            if (Identifier is not null)
            {
                ProfileJson.WriteIdentifier(writer, Identifier);
            }

            HeaderJson.WriteText(writer, "record"u8, Record);
        }
    }
}
