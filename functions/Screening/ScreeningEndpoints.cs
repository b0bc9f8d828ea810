using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;

namespace InfoShare.Functions.Screening;

/// <summary>Screening: many names at once, in a body, since names of persons are no matter for addresses.</summary>
public static class ScreeningEndpoints
{
    private const string Problem = ProblemResult.MediaType;

    public static void MapScreenings(this IEndpointRouteBuilder api) =>
        api.MapGroup("").AddEndpointFilter<IndexReady>()
            .MapPost("/screenings", (HttpContext context, Screenings screenings) => screenings.ScreenAsync(context))
            .WithName("screen").WithSummary("Screen names")
            .WithDescription("Up to 100 queries under keys of yours, each by names, identifiers or both: which merchants of the records that you may see may this be? Names match across scripts, spellings and word orders; every hit says why. A name that is only part of the merchant's, such as a brand alone, scores low unless the query says `part`. A score is 0 to 1, and 1 only for a name that is the same after folding. It depends on the query, the name found and the algorithm's version alone, never on other records. RED records are never shown here.")
            .WithTags("Screening")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .Produces(StatusCodes.Status400BadRequest, contentType: Problem)
            .Produces(StatusCodes.Status413PayloadTooLarge, contentType: Problem)
            .Produces(StatusCodes.Status415UnsupportedMediaType, contentType: Problem)
            .Produces(StatusCodes.Status503ServiceUnavailable, contentType: Problem)
            .RequireRoles(Roles.Reader | Roles.Analyst | Roles.CaseOfficer);
}
