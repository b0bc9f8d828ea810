using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Merchants;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Being told: an agency's subscriptions, and what became of their deliveries. Another agency's subscription is not found.</summary>
public static class SubscriptionEndpoints
{
    private const Roles Members = Roles.Reader | Roles.Analyst | Roles.CaseOfficer | Roles.Publisher | Roles.Feed;

    private const Roles All = Members | Roles.Administrator;

    public static void MapSubscriptions(this IEndpointRouteBuilder api)
    {
        var routes = api.MapGroup("").WithTags("Subscriptions").AddEndpointFilter<IndexReady>();
        routes.MapPost("/subscriptions", (HttpContext context, SubscriptionWriting writing) => writing.AddAsync(context)).RequireRoles(Members).WithName("subscribe")
            .WithSummary("Subscribe to what changes")
            .WithDescription("From now on, what changes among the records that your agency may see, and the filter matches, is posted to `url` as a CloudEvent 1.0 signed by Standard Webhooks 1.0. It says which record, and not what is in it: ask for that. The answer has the `secret`, which is not shown again. RED records are never told of. Deliveries go as far as the roles that you have now.");
        routes.MapGet("/subscriptions", (HttpContext context, SubscriptionReading reading) => reading.ListAsync(context)).RequireRoles(All).WithName("listSubscriptions")
            .WithSummary("List subscriptions")
            .WithDescription("Your agency's; for an administrator all agencies'. One that is `disabled` says why: a receiver that could not be reached, or that answered 410.");
        routes.MapGet("/subscriptions/{id}", (string id, HttpContext context, SubscriptionReading reading) => reading.GetAsync(id, context)).RequireRoles(All).WithName("getSubscription")
            .WithSummary("Get a subscription").WithDescription("With its ETag, for changing it. The secret is not shown.");
        routes.MapPut("/subscriptions/{id}", (string id, HttpContext context, SubscriptionWriting writing) => writing.ChangeAsync(id, context)).RequireRoles(Members).WithName("changeSubscription")
            .WithSummary("Change a subscription").WithDescription("Name, address and filter anew, under If-Match. The secret stays, and what is under way goes to the new address. It is yours then, and told what you may see; who may see less than it is told cannot change it (403).");
        routes.MapDelete("/subscriptions/{id}", (string id, HttpContext context, SubscriptionWriting writing) => writing.DeleteAsync(id, context)).RequireRoles(All).WithName("deleteSubscription")
            .WithSummary("End a subscription").WithDescription("Nothing more is delivered, and its log is removed. The answer is what it was.");
        routes.MapPost("/subscriptions/{id}/pause", (string id, HttpContext context, SubscriptionWriting writing) => writing.PauseAsync(id, context)).RequireRoles(All).WithName("pauseSubscription")
            .WithSummary("Pause a subscription").WithDescription("What comes meanwhile is held, for as long as the log keeps it.");
        routes.MapPost("/subscriptions/{id}/resume", (string id, HttpContext context, SubscriptionWriting writing) => writing.ResumeAsync(id, context)).RequireRoles(All).WithName("resumeSubscription")
            .WithSummary("Resume a subscription").WithDescription("Of one that was paused or disabled: deliveries go on, with those that were held and those that failed.");
        routes.MapPost("/subscriptions/{id}/test", (string id, HttpContext context, SubscriptionWriting writing) => writing.TestAsync(id, context)).RequireRoles(Members).WithName("testSubscription")
            .WithSummary("Send a test event").WithDescription("Posts one signed event of type `infoshare.subscription.test` now, whatever the subscription's status, and says how that went. Ten a minute.");
        routes.MapPost("/subscriptions/{id}/secret", (string id, HttpContext context, SubscriptionWriting writing) => writing.RotateAsync(id, context)).RequireRoles(Members).WithName("rotateSecret")
            .WithSummary("Make a new secret").WithDescription("The answer has it, and it is not shown again. For `overlapHours` (24) deliveries are signed by the old one as well, so that the receiver can change over in peace.");
        routes.MapGet("/subscriptions/{id}/deliveries", (string id, HttpContext context, DeliveryListing deliveries) => deliveries.ListAsync(id, context)).RequireRoles(All).WithName("listDeliveries")
            .WithSummary("See what was delivered").WithDescription("Newest first, with every attempt's outcome; those in one `state` if it is given, so that a page may have fewer. Kept for 30 days, unless the hub's operator says otherwise.");
        routes.MapPost("/subscriptions/{id}/deliveries/replay", (string id, HttpContext context, DeliveryListing deliveries) => deliveries.ReplayRangeAsync(id, context)).RequireRoles(Members).WithName("replayDeliveries")
            .WithSummary("Deliver a range again").WithDescription("All deliveries made from `from` on and before `until`, in `state` if it is given, under their own ids. What the agency may not see any more is not sent.");
        routes.MapPost("/subscriptions/{id}/deliveries/{delivery}/replay", (string id, string delivery, HttpContext context, DeliveryListing deliveries) => deliveries.ReplayAsync(id, delivery, context)).RequireRoles(Members).WithName("replayDelivery")
            .WithSummary("Deliver one again").WithDescription("Under its own id, so that a receiver that has it knows.");
    }
}
