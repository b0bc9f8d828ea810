using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>Publishing, reading and changing single records.</summary>
public static class RecordEndpoints
{
    private const Roles Writers = Roles.Publisher | Roles.Feed;

    private const Roles Readers = Writers | Roles.Reader | Roles.Analyst | Roles.CaseOfficer;

    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        MapPublish(api, "/sanctions", RecordKind.Sanction, Roles.Publisher);
        MapPublish(api, "/cases", RecordKind.Case, Roles.Publisher);
        MapPublish(api, "/alerts", RecordKind.Alert, Writers);

        api.MapGet("/records/{id}", (string id, HttpContext context, RecordReading reading) => reading.GetAsync(id, context))
            .WithName("getRecord").WithSummary("Get a record")
            .WithDescription("The current version, or with `version` an earlier one. A retracted record is a tombstone: status, reason and dates, no content. RED records need the role case-officer and a stated purpose.")
            .WithTags("Records").RequireRoles(Readers);
        api.MapGet("/records/{id}/history", (string id, HttpContext context, RecordReading reading) => reading.GetHistoryAsync(id, context))
            .WithName("getRecordHistory").WithSummary("List a record's versions")
            .WithDescription("Newest first, without content; `next` is the cursor of the following page, absent on the last. A version is listed if its own label and the record's current one admit the caller.")
            .WithTags("Records").RequireRoles(Readers);
        api.MapPut("/records/{id}", (string id, HttpContext context, RecordChanging changing) => changing.CorrectAsync(id, context))
            .WithName("correctRecord").WithSummary("Correct a record")
            .WithDescription("The whole record anew, with `change.reason`, under If-Match with the version that it replaces. Nothing is overwritten: it becomes the next version.")
            .WithTags("Records").RequireRoles(Writers);
        MapChange(api, "retract", "Retract a record", "It stays as a tombstone for those who could see it, and the retraction travels to everyone who had it.");
        MapChange(api, "reinstate", "Undo a wrong retraction", "The content before the retraction becomes the next version.");
        MapChange(api, "repair", "Mark a sanction as repaired", "Credit repair: from now on the sanction is for authorities alone, whatever its colour.");
    }

    private static void MapPublish(IEndpointRouteBuilder api, string route, RecordKind kind, Roles roles) =>
        api.MapPost(route, (HttpContext context, RecordPublishing publishing) => publishing.PublishAsync(kind, context))
            .WithName($"publish{kind}").WithSummary($"Publish a{(kind == RecordKind.Alert ? "n alert" : $" {Json.Code<RecordKind>.Of(kind)}")}")
            .WithDescription("201 when it is durable; 200 when the same content was there already; 409 when other content is published under the reference. `validate=only` checks and stores nothing. `Prefer: wait=N` answers when it is also visible in look-ups, or after N seconds.")
            .WithTags("Records").RequireRoles(roles);

    private static void MapChange(IEndpointRouteBuilder api, string operation, string summary, string description) =>
        api.MapPost($"/records/{{id}}/{operation}", (string id, HttpContext context, RecordChanging changing) => changing.ChangeAsync(operation, id, context))
            .WithName($"{operation}Record").WithSummary(summary)
            .WithDescription($"{description} Needs If-Match and a body of `{{\"reason\": \"…\"}}`.")
            .WithTags("Records").RequireRoles(Writers);
}
