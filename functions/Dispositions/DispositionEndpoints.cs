using InfoShare.Access;
using InfoShare.Dispositions;
using InfoShare.Functions.Access;
using InfoShare.Functions.Merchants;

namespace InfoShare.Functions.Dispositions;

/// <summary>Authorities' feedback on alerts.</summary>
public static class DispositionEndpoints
{
    private const Roles Answering = Roles.Reader | Roles.Analyst | Roles.CaseOfficer;

    public static void MapDispositions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/alerts/{id}/dispositions", (string id, HttpContext context, AlertDispositions dispositions) => dispositions.AnswerAsync(id, context))
            .WithName("answerAlert").WithSummary("Answer an alert")
            .WithDescription("What an authority found of an alert that it may see: `confirmed`, `false-positive`, `investigating` or `no-action`, with a note to the institution. 201 when it is durable; 200 when the agency's newest answer says the same already. Nothing is overwritten: the newest answer of each agency counts, earlier ones stay. The alert's publisher sees every answer; an agency its own; nobody else any.")
            .WithTags("Alerts").RequireRoles(Answering);
        api.MapGet("/alerts/{id}/dispositions", (string id, HttpContext context, AlertDispositions dispositions) => dispositions.ListAsync(id, context))
            .WithName("listDispositions").WithSummary("List the answers to an alert")
            .WithDescription("To the alert's publisher all of them, to others their own; in the order in which they were given. `current` marks the newest of each agency, which counts.")
            .WithTags("Alerts").RequireRoles(Answering | Roles.Publisher | Roles.Feed);
        api.MapGet("/dispositions", (HttpContext context, DispositionFeed feed) => feed.ListAsync(context)).AddEndpointFilter<IndexReady>()
            .WithName("followDispositions").WithSummary("Follow the answers to one's own alerts")
            .WithDescription("What authorities answered to any of your agency's alerts, in the order in which it was stored and once each; of one authority's answers to one alert the later counts. `next` is there always, also on an empty page: keep it, and send it as `after`.")
            .WithTags("Alerts").RequireRoles(Answering | Roles.Publisher | Roles.Feed);
    }
}

public static class DispositionRegistration
{
    public static IServiceCollection AddDispositions(this IServiceCollection services) => services
        .AddSingleton<DispositionStore>()
        .AddSingleton<AlertDispositions>()
        .AddSingleton<DispositionFeed>();
}
