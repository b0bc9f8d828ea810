using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;

namespace InfoShare.Functions.Agencies;

/// <summary>The registry: administrators write it, members read who the others are.</summary>
public static class AgencyEndpoints
{
    public static void MapAgencies(this IEndpointRouteBuilder api)
    {
        api.MapGet("/agencies", ListAsync).RequireMember().WithName("listAgencies").WithTags("Agencies")
            .WithSummary("List the agencies")
            .WithDescription("Id, name, kind, jurisdiction and status of every agency, suspended ones too: labels may name them. Administrators read all of every agency.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
        api.MapGet("/agencies/{id}", GetAsync).RequireMember().WithName("getAgency").WithTags("Agencies")
            .WithSummary("Get one agency")
            .WithDescription("Administrators and the agency itself read all of it, with its ETag; other members its id, name, kind, jurisdiction and status.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/agencies/{id}", PutAsync).RequireRoles(Roles.Administrator).WithName("putAgency").WithTags("Agencies")
            .WithSummary("Register or change an agency")
            .WithDescription("201 when it is new; a change needs If-Match with the ETag. With status suspended its tokens are refused from then on.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces(StatusCodes.Status201Created, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static async Task<IResult> ListAsync(HttpContext context, AgencyDirectory directory)
    {
        var query = new QueryReader(context.Request);
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var isAdministrator = context.GetCaller().Has(Roles.Administrator);
        var agencies = (await directory.CurrentAsync(context.RequestAborted)).All.Select(stored => stored.Agency);
        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var agency in agencies)
            {
                (isAdministrator ? (Action<System.Text.Json.Utf8JsonWriter, Agency>)AgencyJson.WriteFull : AgencyJson.WriteBrief)(writer, agency);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, AgencyDirectory directory)
    {
        var query = new QueryReader(context.Request);
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var caller = context.GetCaller();
        var stored = AgencyId.TryParse(id, out var agencyId) ? (await directory.CurrentAsync(context.RequestAborted)).Find(agencyId) : null;
        var readsAll = caller.Has(Roles.Administrator) || agencyId == caller.Agency;
        if (stored is null)
        {
            return Problems.NotFound();
        }

        if (!readsAll)
        {
            return new JsonAnswer(StatusCodes.Status200OK, writer => AgencyJson.WriteBrief(writer, stored.Agency));
        }

        context.Response.Headers.ETag = stored.ETag;
        return new JsonAnswer(StatusCodes.Status200OK, writer => AgencyJson.WriteFull(writer, stored.Agency));
    }

    private static async Task<IResult> PutAsync(string id, HttpContext context, AgencyDirectory directory)
    {
        var isId = AgencyId.TryParse(id, out var agencyId);
        context.GetShown().Asked("agency", null, isId ? id : null);
        if (!isId)
        {
            return Problems.Invalid("id", ErrorCodes.InvalidId, "An agency's id has 2 to 40 of a-z, 0-9 and inner single hyphens, such as 'cn-customs'.");
        }

        var body = await BodyReader.ReadJsonAsync(context.Request, AgencyReader.MaxBytes);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var hasPrecondition = context.Request.Headers.IfMatch.Count > 0;
        var (revision, refusal) = hasPrecondition ? Precondition.ReadIfMatch(context.Request) : (0, null);
        if (refusal is not null)
        {
            return refusal;
        }

        var errors = new QueryReader(context.Request).RefuseOthers();
        var agency = AgencyReader.Read(agencyId, body.Body, errors);
        if (agency is not null)
        {
            RefuseTaken(agency, await directory.CurrentAsync(context.RequestAborted), errors);
        }

        if (agency is null || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        return Answer(context, await directory.PutAsync(agency, hasPrecondition ? revision : null, context.RequestAborted));
    }

    private static void RefuseTaken(Agency agency, AgencySnapshot agencies, ErrorList errors)
    {
        for (var index = 0; index < agency.Clients.Count; index++)
        {
            if (agencies.IsTaken(agency.Clients[index], agency.Id))
            {
                errors.Add(
                    JsonPointer.Append("/clients", index), ErrorCodes.Duplicate, "Another agency has registered this client of this issuer.");
            }
        }

        if (agency.Id == AgencyId.HubOperator && (agency.Kind != AgencyKind.Operator || agency.Status != AgencyStatus.Active))
        {
            errors.Add("/status", ErrorCodes.Disagrees, "The hub's own operator stays an active operator: without it nobody could undo that.");
        }
    }

    private static IResult Answer(HttpContext context, AgencyWriteOutcome outcome)
    {
        switch (outcome)
        {
            case AgencyWriteOutcome.Created created:
                context.Response.Headers.Location = $"/api/v1/agencies/{created.Stored.Agency.Id}";
                return Written(context, StatusCodes.Status201Created, created.Stored);
            case AgencyWriteOutcome.Updated updated:
                return Written(context, StatusCodes.Status200OK, updated.Stored);
            case AgencyWriteOutcome.RevisionRequired:
                return Problems.PreconditionRequired();
            default:
                return Problems.Stale("The agency is at another revision, or not there.");
        }
    }

    private static JsonAnswer Written(HttpContext context, int status, StoredAgency stored)
    {
        context.Response.Headers.ETag = stored.ETag;
        return new(status, writer => AgencyJson.WriteFull(writer, stored.Agency));
    }
}
