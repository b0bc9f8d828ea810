using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Functions.Records;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Changes;

/// <summary>
/// The change feed as a page after a cursor. The cursor carries where the reader stands and where it began, so that the hub keeps nothing of
/// its readers.
/// </summary>
public sealed class ChangeListing(
    ChangeFeed feed, IndexTail tail, MerchantIndex index, RelatedRecords related, AgencyDirectory directory, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Where a reader whose cursor is void begins anew.</summary>
    public const string Address = "/api/v1/changes";

    /// <summary>Between two looks while versions come of which the caller is not told.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<IResult> ListAsync(HttpContext context)
    {
        var reader = new QueryReader(context.Request);
        var (query, caller) = (ChangeQuery.Read(reader), context.GetCaller());
        if (reader.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var (place, refusal) = Begin(query, caller);
        if (place is null)
        {
            return refusal!;
        }

        context.GetShown().Asked("changes", null);
        (var page, caller, refusal) = await ReadAsync(query, caller, place, context.RequestAborted);
        if (refusal is not null)
        {
            context.Response.Headers.WWWAuthenticate = refusal.StatusCode == StatusCodes.Status401Unauthorized ? AccessGate.Realm : default;
            return refusal;
        }

        foreach (var item in page.Items.Where(item => item.Version is not null))
        {
            context.GetShown().Add(item.Header.Publisher, item.Header.Id);
        }

        var next = tail.Cursors.Write(caller, query.Listing, page.Place.Next.Value, page.Place.Since.Value);
        context.Response.Headers.CacheControl = "private, no-store";
        return new JsonAnswer(StatusCodes.Status200OK, writer => Write(writer, page, next, caller));
    }

    private (ChangePlace? Place, ProblemResult? Refusal) Begin(ChangeQuery query, Caller caller)
    {
        if (query.After is null)
        {
            return (new(SequenceIndex.Zero, index.Position), null);
        }

        return tail.Cursors.Read(query.After, caller, query.Listing) switch
        {
            CursorOutcome.GoesOn { Positions: [var next, var since] } => (new(new(next), new(since)), null),
            CursorOutcome.Gone gone => (null, Gone(gone.Detail)),
            CursorOutcome.OtherListing => (null, Invalid("The cursor was given for other kinds: keep them as they were, or start over without it.")),
            _ => (null, Invalid("This is no cursor that the change feed gave to your agency.")),
        };
    }

    private static ProblemResult Gone(string detail) =>
        new(StatusCodes.Status410Gone, "cursor-expired", $"{detail} Drop what you took from the feed: GET {Address} gives all of it anew.") { Location = Address };

    private static ProblemResult Invalid(string message) => Problems.Invalid("after", ErrorCodes.InvalidCursor, message);

    /// <summary>
    /// One page; with <c>wait</c>, once the end is reached, the next that has something to tell, or none at the time-out. Versions that the
    /// caller is not told of do not end the waiting: that would tell of them. Who is further behind than a page passes over goes on by itself.
    /// After every wait the registry is asked who the caller is now: what came meanwhile is not for who was suspended meanwhile.
    /// </summary>
    private async Task<(ChangePage Page, Caller Caller, ProblemResult? Refusal)> ReadAsync(ChangeQuery query, Caller caller, ChangePlace place, CancellationToken aborted)
    {
        var started = time.GetTimestamp();
        var page = await feed.ReadAsync(caller, place, tail.Epoch, query.Kinds, query.Limit, aborted);
        if (page.Items.Count > 0 || page.HasMore || query.Wait == TimeSpan.Zero)
        {
            return (page, caller, null);
        }

        ProblemResult? refusal = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        try
        {
            while (page.Items.Count == 0 && query.Wait - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero
                && await index.WaitForAsync(page.Place.Next, left, ending.Token))
            {
                (caller, refusal) = await RenewAsync(caller, aborted);
                if (refusal is not null)
                {
                    break;
                }

                page = await feed.ReadAsync(caller, page.Place, tail.Epoch, query.Kinds, query.Limit, aborted);
                if (page.Items.Count == 0)
                {
                    await Task.Delay(Pause, time, ending.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // The program ends: the caller asks again, here or elsewhere, and has lost nothing.
        }

        return (page, caller, refusal);
    }

    /// <summary>The caller as the registry has it now, or what it would be answered if it asked now.</summary>
    private async ValueTask<(Caller Caller, ProblemResult? Refusal)> RenewAsync(Caller caller, CancellationToken cancellationToken)
    {
        var registry = await directory.CurrentAsync(cancellationToken);
        return registry.Renew(caller) switch
        {
            null => (caller, Problems.Unauthorized("The agency is suspended.")),
            { Roles: var roles } when (roles & ChangeEndpoints.Followers) == 0 => (caller, Problems.Forbidden("The client's roles were withdrawn.")),
            { FeedEpoch: var epoch } when epoch != caller.FeedEpoch => (caller, Gone("What your agency may see has changed.")),
            var now => (now, null),
        };
    }

    private void Write(Utf8JsonWriter writer, ChangePage page, string next, Caller caller)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var item in page.Items)
        {
            item.Write(writer, caller, related);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("more", page.HasMore);
        writer.WriteString("next", next);
        writer.WriteEndObject();
    }
}
