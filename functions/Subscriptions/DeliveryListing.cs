using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>A subscription's log, and asking for deliveries again.</summary>
public sealed class DeliveryListing(
    SubscriptionReading reading, DeliveryLog log, DeliveryIds ids, CursorReader cursors, IQueues queues)
{
    public async Task<IResult> ListAsync(string id, HttpContext context)
    {
        var (query, caller) = (new QueryReader(context.Request), context.GetCaller());
        var (limit, cursor) = (query.Number("limit", 1, MerchantLookUp.MaxLimit, MerchantLookUp.DefaultLimit), query.Text("cursor", Cursors.MaxLength));
        var state = query.Code<DeliveryState>("state");
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        string?[] listing = ["deliveries", id, state?.ToString()];
        var (before, refusal) = cursors.Read(cursor, caller, listing);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await reading.FindAsync(id, context) is not { Subscription: var subscription })
        {
            return Problems.NotFound();
        }

        if (SubscriptionReading.Refuse(subscription, caller) is { } beyond)
        {
            return beyond;
        }

        var (deliveries, next) = await log.ListAsync(id, before, limit, context.RequestAborted);
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var delivery in deliveries.Where(delivery => state is null || delivery.State == state))
            {
                SubscriptionView.Write(writer, delivery, ids.Of(id, delivery.Index));
            }

            writer.WriteEndArray();
            HeaderJson.WriteText(writer, "next"u8, next is { } last ? cursors.Write(caller, listing, last) : null);
            writer.WriteEndObject();
        });
    }

    public async Task<IResult> ReplayAsync(string id, string delivery, HttpContext context)
    {
        context.GetShown().Asked("subscription", null);
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (await reading.FindAsync(id, context) is not { Subscription: var subscription }
            || !ids.TryRead(delivery, id, out var index)
            || await log.FindAsync(id, index, context.RequestAborted) is not { Delivery: var known })
        {
            return Problems.NotFound();
        }

        if (SubscriptionReading.Refuse(subscription, context.GetCaller()) is { } beyond)
        {
            return beyond;
        }

        var message = new DeliveryMessage { Agency = subscription.Agency, Subscription = id, Indexes = [index.Value], Because = known.Because, Replay = true };
        await SendAsync(message, context.RequestAborted);
        return new JsonAnswer(StatusCodes.Status202Accepted, writer => SubscriptionView.Write(writer, known, delivery));
    }

    public async Task<IResult> ReplayRangeAsync(string id, HttpContext context)
    {
        context.GetShown().Asked("subscription", null);
        var body = await BodyReader.ReadJsonAsync(context.Request, BodyReader.MaxJsonBytes);
        if (body.Problem is not null)
        {
            return body.Problem;
        }

        var errors = new QueryReader(context.Request).RefuseOthers();
        var scan = ReplayReader.Read(body.Body, errors);
        if (scan is null || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        if (await reading.FindAsync(id, context) is not { Subscription: var subscription })
        {
            return Problems.NotFound();
        }

        if (SubscriptionReading.Refuse(subscription, context.GetCaller()) is { } beyond)
        {
            return beyond;
        }

        await SendAsync(new() { Agency = subscription.Agency, Subscription = id, Scan = scan }, context.RequestAborted);
        return new JsonAnswer(StatusCodes.Status202Accepted, writer => SubscriptionView.Write(writer, subscription));
    }

    private ValueTask SendAsync(DeliveryMessage message, CancellationToken cancellationToken) =>
        queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, cancellationToken);
}
