using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Subscriptions;
using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Access;

/// <summary>Tells a caller who the hub takes it for.</summary>
public static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder api) => api.MapGet("/me", GetAsync).RequireMember().WithName("getMe").WithTags("Members")
        .WithSummary("Who the hub takes you for")
        .WithDescription("The agency, the effective roles (those of the token that the registry also grants), the kinds that may be published, limits, and notices: subscriptions that the hub disabled.")
        .Produces(StatusCodes.Status200OK, contentType: "application/json");

    private static async Task<IResult> GetAsync(HttpContext context, AgencyDirectory directory, SubscriptionStore subscriptions, IOptions<AccessOptions> options)
    {
        if (new QueryReader(context.Request).RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var caller = context.GetCaller();
        var agency = directory.Snapshot.Find(caller.Agency)!.Agency;
        var disabled = (await subscriptions.ListAsync(caller.Agency, context.RequestAborted))
            .Select(stored => stored.Subscription).Where(subscription => subscription.Status == SubscriptionStatus.Disabled).ToList();
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("agency");
            writer.WriteString("id", agency.Id.ToString());
            writer.WriteString("name", agency.Name);
            writer.WriteString("kind", Code<AgencyKind>.Of(agency.Kind));
            writer.WriteString("jurisdiction", agency.Jurisdiction);
            writer.WriteString("membership", Code<Membership>.Of(agency.Membership));
            WriteTexts(writer, "groups", agency.Groups);
            writer.WriteString("timeZone", agency.TimeZone);
            writer.WriteEndObject();
            writer.WriteString("client", caller.Client);
            WriteTexts(writer, "roles", RoleCodes.Of(caller.Roles));
            WriteTexts(writer, "publishes", Publishes(caller));
            writer.WriteStartObject("limits");
            writer.WriteNumber("requestsPerSecond", options.Value.Rates.AgencyPerSecond);
            writer.WriteNumber("requestsAtOnce", options.Value.Rates.AgencyBurst);
            writer.WriteEndObject();
            WriteNotices(writer, disabled);
            writer.WriteEndObject();
        });
    }

    /// <summary>What its agency may publish and its roles too: a feed brings alerts alone.</summary>
    private static IEnumerable<string> Publishes(Caller caller) => PublishableKinds.Of(caller.Kind)
        .Where(kind => caller.Has(Roles.Publisher) || (caller.Has(Roles.Feed) && kind == RecordKind.Alert))
        .Select(Code<RecordKind>.Of);

    private static void WriteNotices(System.Text.Json.Utf8JsonWriter writer, List<Subscription> disabled)
    {
        if (disabled.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("notices");
        foreach (var subscription in disabled)
        {
            writer.WriteStartObject();
            writer.WriteString("code", "subscription-disabled");
            writer.WriteString("href", $"/api/v1/subscriptions/{subscription.Id}");
            writer.WriteString("at", Instant.Format(subscription.StoppedAt ?? subscription.UpdatedAt));
            writer.WriteString("detail", subscription.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(System.Text.Json.Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
