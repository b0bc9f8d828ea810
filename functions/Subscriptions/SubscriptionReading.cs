using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Shows subscriptions: an agency its own, an administrator all.</summary>
public sealed class SubscriptionReading(SubscriptionStore subscriptions)
{
    public async Task<IResult> ListAsync(HttpContext context)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var found = await VisibleAsync(context.GetCaller(), context.RequestAborted);
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var stored in found)
            {
                SubscriptionView.Write(writer, stored.Subscription);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    public async Task<IResult> GetAsync(string id, HttpContext context) =>
        QueryReader.RefuseAll(context.Request) is { } refusal ? refusal
            : await FindAsync(id, context) is { } stored ? Show(context, stored.Subscription)
            : Problems.NotFound();

    /// <summary>The subscription, if it is one that the caller may see.</summary>
    public async Task<StoredSubscription?> FindAsync(string id, HttpContext context)
    {
        var caller = context.GetCaller();
        if (!caller.Has(Roles.Administrator))
        {
            return SubscriptionIds.IsOne(id) && await subscriptions.FindAsync(caller.Agency, id, context.RequestAborted) is { Subscription.Status: not SubscriptionStatus.Deleted } own ? own : null;
        }

        return (await VisibleAsync(caller, context.RequestAborted)).FirstOrDefault(stored => stored.Subscription.Id == id);
    }

    /// <summary>
    /// The refusal of a client that is told of less than the subscription: with its log, its secret or its address it would learn of more than
    /// its own roles let it. Administrators see no records, and are not meant.
    /// </summary>
    public static ProblemResult? Refuse(Subscription subscription, Caller caller) => caller.Has(Roles.Administrator) || subscription.IsWithin(caller.Roles)
        ? null
        : Problems.Forbidden("The subscription was made by a client of your agency that may see more than you: ask its holder, or make one of your own.");

    public static IResult Show(HttpContext context, Subscription subscription, int status = StatusCodes.Status200OK, string? secret = null)
    {
        context.Response.Headers.ETag = Precondition.ETag(subscription.Revision);
        context.Response.Headers.CacheControl = "private, no-store";
        return new JsonAnswer(status, writer => SubscriptionView.Write(writer, subscription, secret));
    }

    private async Task<IReadOnlyList<StoredSubscription>> VisibleAsync(Caller caller, CancellationToken cancellationToken)
    {
        AgencyId? agency = caller.Has(Roles.Administrator) ? null : caller.Agency;
        return [.. (await subscriptions.ListAsync(agency, cancellationToken)).Where(stored => stored.Subscription.Status != SubscriptionStatus.Deleted)];
    }
}
