using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Merchants;

namespace InfoShare.Functions.Changes;

/// <summary>The change feed.</summary>
public static class ChangeEndpoints
{
    /// <summary>Whom the feed is for.</summary>
    internal const Roles Followers = Roles.Reader | Roles.Analyst | Roles.CaseOfficer | Roles.Publisher | Roles.Feed;

    public static void MapChanges(this IEndpointRouteBuilder api) =>
        api.MapGet("/changes", (HttpContext context, ChangeListing listing) => listing.ListAsync(context)).AddEndpointFilter<IndexReady>()
            .WithName("listChanges").WithSummary("Follow what changes")
            .WithDescription("Every version that you may see, in the order of publication and once each: publications, corrections, retractions (as tombstones), reinstatements, repairs and expiries. Where a record that you could see was narrowed so that you no longer can, an item `withdrawn-from-view` has its id alone. Who applies all items ends with what lists and look-ups show. Without `after` it begins at the beginning. `next` is there always, also on an empty page: keep it, and send it as `after`. `more` says that the page did not reach the end. `wait` holds an empty answer back until there is something to tell, at most so many seconds. 410 means that what your agency may see has changed, or the hub's store was restored: drop what you have and begin anew at `Location`.")
            .WithTags("Changes").RequireRoles(Followers);
}

public static class ChangeRegistration
{
    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton<ChangeLimits>()
        .AddSingleton<ChangeFeed>()
        .AddSingleton<ChangeListing>();
}
