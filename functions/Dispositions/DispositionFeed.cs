using InfoShare.Access;
using InfoShare.Dispositions;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Json;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Dispositions;

/// <summary>What authorities answer to all of an agency's own alerts, one after the other: who keeps the cursor asks once for each answer.</summary>
public sealed class DispositionFeed(DispositionStore store, IndexTail tail)
{
    private static readonly string?[] Listing = ["dispositions"];

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var (query, caller) = (new QueryReader(context.Request), context.GetCaller());
        var (limit, after) = (query.Number("limit", 1, MerchantLookUp.MaxLimit, MerchantLookUp.DefaultLimit), query.Text("after", Cursors.MaxLength));
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var (next, refusal) = Begin(after, caller);
        if (refusal is not null)
        {
            return refusal;
        }

        context.GetShown().Asked("dispositions", null);
        var found = await store.ListFromAsync(caller.Agency, next, limit + 1, context.RequestAborted);
        var page = found.Take(limit).ToList();
        foreach (var disposition in page)
        {
            context.GetShown().Add(caller.Agency, disposition.Alert);
        }

        var cursor = tail.Cursors.Write(caller, Listing, next + page.Count);
        context.Response.Headers.CacheControl = "private, no-store";
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var disposition in page)
            {
                AlertDispositions.Write(writer, disposition, current: null);
            }

            writer.WriteEndArray();
            writer.WriteBoolean("more", found.Count > limit);
            writer.WriteString("next", cursor);
            writer.WriteEndObject();
        });
    }

    private (long Next, ProblemResult? Refusal) Begin(string? after, Caller caller) => after is null ? (0, null) : tail.Cursors.Read(after, caller, Listing) switch
    {
        CursorOutcome.GoesOn { Positions: [var next] } => (next, null),
        CursorOutcome.Gone gone => (0, Problems.Gone("cursor-expired", gone.Detail)),
        _ => (0, Problems.Invalid("after", ErrorCodes.InvalidCursor, "This is no cursor that the list of answers gave to your agency.")),
    };
}
