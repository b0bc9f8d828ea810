using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;

namespace InfoShare.Functions.AccessLog;

/// <summary>Who has looked at what: everything for auditors, counts on its own records for an authority.</summary>
public static class AccessLogEndpoints
{
    public static void MapAccessLog(this IEndpointRouteBuilder api) => api.MapGet("/access-log", ListAsync)
        .RequireRoles(Roles.Auditor | Roles.Publisher | Roles.Reader | Roles.Analyst | Roles.CaseOfficer)
        .WithName("listAccessLog").WithSummary("Read the access log").WithTags("Access log")
        .WithDescription("Of the days `from` to `to` (in UTC, both inclusive, at most 31; default today). An auditor reads every entry of every agency in the order of time: who asked, for whom, in which role, why, what (personal values as keyed hashes) and which records were shown. Any other authority reads counts on its own records, `{day, record, agency, count}`, about a minute behind. Platforms and payment institutions read nothing of it. `next` is the cursor of the following page, absent on the last.")
        .Produces(StatusCodes.Status200OK, contentType: "application/json")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status410Gone);

    private static async Task<IResult> ListAsync(HttpContext context, EntryListing entries, CountListing counts, TimeProvider time)
    {
        var caller = context.GetCaller();
        if (!caller.IsAuthority)
        {
            return Problems.Forbidden("The access log is for auditors and authorities.");
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var query = AccessLogQuery.Read(new(context.Request), today, out var errors);
        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        context.GetShown().Asked("access-log", null);
        return caller.Has(Roles.Auditor)
            ? await entries.ListAsync(query, caller, context.RequestAborted)
            : await counts.ListAsync(query, caller, context.RequestAborted);
    }
}
