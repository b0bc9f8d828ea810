using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.Merchants;

/// <summary>Looking up: merchants, by identifier, record or name; and records, as a list.</summary>
public static class MerchantEndpoints
{
    private const string Json = "application/json";

    private const string Problem = ProblemResult.MediaType;

    private const Roles Readers = Roles.Reader | Roles.Analyst | Roles.CaseOfficer;

    public static void MapMerchants(this IEndpointRouteBuilder api)
    {
        var ready = api.MapGroup("").AddEndpointFilter<IndexReady>();
        ready.MapGet("/merchants/{scheme}/{value}", (string scheme, string value, HttpContext context, MerchantLookUp lookUp) =>
                lookUp.ByIdentifierAsync(scheme, value, context))
            .WithName("getMerchant").WithSummary("Look a merchant up by an identifier")
            .WithDescription("The records that you may see whose merchant carries the identifier, joined with further ones over strong identifiers: names, identifiers, parties, timeline, and the records newest first, `limit` at a time. `mentions` are records in which a party carries it, or which carry it unverified: found, never joined. `restricted` are RED records by id, kind and publisher, for named case officers with a purpose. `bodies=true` gives whole records. `truncated` says that a bound left something out.")
            .WithAnswers("Merchants").Produces(410, contentType: Problem).RequireRoles(Readers);
        ready.MapGet("/merchants/record/{id}", (string id, HttpContext context, MerchantLookUp lookUp) => lookUp.ByRecordAsync(id, context))
            .WithName("getMerchantOfRecord").WithSummary("Look a merchant up by one of its records")
            .WithDescription("As by identifier, for a record whose merchant has none.")
            .WithAnswers("Merchants").Produces(410, contentType: Problem).RequireRoles(Readers);
        ready.MapGet("/merchants", (HttpContext context, NameLookUp lookUp) => lookUp.Find(context))
            .WithName("findMerchants").WithSummary("Find merchants by name")
            .WithDescription("Merchants one of whose names is `name` or has it as a part, best first: in any script, word order and usual spelling, with slips of a letter. For names of persons use `POST /screenings`: an address is no place for them.")
            .WithAnswers("Merchants").RequireRoles(Readers);
        ready.MapGet("/records", (HttpContext context, RecordListing listing) => listing.ListAsync(context))
            .WithName("listRecords").WithSummary("List records")
            .WithDescription("The records that you may see, newest first by their first publication; `publisher=me` for your own. `next` is the cursor of the following page, absent on the last.")
            .WithAnswers("Records").Produces(410, contentType: Problem).RequireRoles(Readers | Roles.Publisher | Roles.Feed);
        ready.MapGet("/public/merchants/{scheme}/{value}", (string scheme, string value, HttpContext context, PublicLookUp lookUp) =>
                lookUp.Find(scheme, value, context))
            .WithName("getPublicMerchant").WithSummary("What anybody may know of a merchant")
            .WithDescription("Its public records (CLEAR, active, within their publicity period). No token; cacheable for at most a minute.")
            .WithAnswers("Public").OpenToAll();
    }

    private static RouteHandlerBuilder WithAnswers(this RouteHandlerBuilder route, string tag) => route.WithTags(tag)
        .Produces(StatusCodes.Status200OK, contentType: Json)
        .Produces(StatusCodes.Status400BadRequest, contentType: Problem)
        .Produces(StatusCodes.Status404NotFound, contentType: Problem)
        .Produces(StatusCodes.Status503ServiceUnavailable, contentType: Problem);
}
