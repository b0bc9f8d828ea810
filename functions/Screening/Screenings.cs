using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Subscriptions;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Screening;

namespace InfoShare.Functions.Screening;

/// <summary>Answers a screening from memory alone: hits of records are joined to merchants, each told once under its best hit.</summary>
public sealed class Screenings(MerchantIndex index, InterestRecorder interests, TimeProvider time)
{
    /// <summary>Bytes of a request: room for as many queries, names and dismissed records as there can be, in UTF-8.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    public async Task<IResult> ScreenAsync(HttpContext context)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var body = await BodyReader.ReadJsonAsync(context.Request, MaxBytes);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var errors = new ErrorList();
        var queries = ScreeningReader.Read(body.Body, errors);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var answers = Answer(queries, context);
        return new JsonAnswer(StatusCodes.Status200OK, writer => ScreeningJson.Write(writer, answers));
    }

    public static ScreeningAnswer Answer(IndexView view, string key, ScreeningQuery query, Caller caller, DateTimeOffset now) =>
        new(key, query, Merchants(view, query, caller, now));

    private List<ScreeningAnswer> Answer(IReadOnlyList<(string Key, ScreeningQuery Query)> queries, HttpContext context)
    {
        var (view, now, caller, shown) = (index.View(), time.GetUtcNow(), context.GetCaller(), context.GetShown());
        var answers = new List<ScreeningAnswer>(queries.Count);
        shown.Asked("screening", null);
        foreach (var (key, query) in queries)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            foreach (var value in query.Names.Concat(query.Identifiers.Select(identifier => $"{identifier.Scheme}:{identifier.Value}")))
            {
                shown.Asked("screening", value);
            }

            NoteInterest(query, caller);
            var answer = Answer(view, key, query, caller, now);
            foreach (var record in answer.Hits.SelectMany(hit => hit.Told))
            {
                shown.Add(record.Publisher, record.Id);
            }

            answers.Add(answer);
        }

        return answers;
    }

    private void NoteInterest(ScreeningQuery query, Caller caller)
    {
        foreach (var name in query.Names)
        {
            interests.Note(caller, name);
        }

        foreach (var identifier in query.Identifiers)
        {
            interests.Note(caller, identifier);
        }
    }

    private static List<ScreenedMerchant> Merchants(IndexView view, ScreeningQuery query, Caller caller, DateTimeOffset now)
    {
        var (merchants, known) = (new List<ScreenedMerchant>(), new HashSet<RecordId>());
        foreach (var hit in new MerchantScreening(view, caller, now).Find(query))
        {
            if (known.Contains(hit.Record.Header.Id))
            {
                continue;
            }

            var joined = new MerchantJoin(caller, Use.Screening, now).ByRecord(view, hit.Record.Header.Id)?.Records ?? [];
            known.UnionWith(joined.Select(record => record.Header.Id));
            merchants.Add(new(hit, [.. joined.Where(record => !query.Excluding.Contains(record.Header.Id))]));
            if (merchants.Count == query.Limit)
            {
                break;
            }
        }

        return merchants;
    }
}
