using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Merchants;

namespace InfoShare.Functions.Statistics;

/// <summary>Counts and sums over what the caller may see.</summary>
public static class StatisticsEndpoints
{
    public static void MapStatistics(this IEndpointRouteBuilder api)
    {
        api.MapGet("/statistics/alerts", (HttpContext context, StatisticsAnswers answers) => answers.AlertsAsync(context)).AddEndpointFilter<IndexReady>()
            .WithName("getAlertStatistics").WithSummary("Statistics of alerts")
            .WithDescription("Over the active alerts that the caller may see; to a payment institution over its own. By typology, by month of detection (UTC), by counterparty country, amounts by currency, to authorities also by these and currency; and by institution and typology how the alerts were answered, with `precision`, the share of confirmed ones among those confirmed or found false, over the answers that the caller may see. To payment institutions no cell tells of fewer than three merchants: such cells, and as many others as would give them away, are `suppressed`. `from` and `until` (for authorities) are days of detection.")
            .WithTags("Statistics").RequireRoles(Roles.Feed | Roles.Analyst);
        api.MapGet("/statistics/sanctions", (HttpContext context, StatisticsAnswers answers) => answers.SanctionsAsync(context)).AddEndpointFilter<IndexReady>()
            .WithName("getSanctionStatistics").WithSummary("Statistics of sanctions")
            .WithDescription("Over the sanctions that the caller may see and that are not retracted: by measure and by category, and how many days lay between the detection of a merchant's first alert and the decision of a sanction on it, or its publication if it states none. `from` and `until` (for authorities) are days of decision.")
            .WithTags("Statistics").RequireRoles(Roles.Analyst);
    }
}

public static class StatisticsRegistration
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services.AddSingleton<StatisticsAnswers>();
}
