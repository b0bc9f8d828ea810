using InfoShare.AccessLog;
using InfoShare.Functions.Hosting;

namespace InfoShare.Functions.AccessLog;

/// <summary>Puts the access log into the program.</summary>
public static class AccessLogRegistration
{
    /// <summary>Every minute.</summary>
    private const string ProjectionSchedule = "20 * * * * *";

    /// <summary>Needs ITables, TimeProvider, HubKeys and the registry.</summary>
    public static IServiceCollection AddAccessLog(this IServiceCollection services)
    {
        services.AddSingleton<AccessLogHash>();
        services.AddSingleton<AccessLine>();
        services.AddSingleton<AccessLogWriter>();
        services.AddSingleton<RequestLog>();
        services.AddSingleton<AccessLogReader>();
        services.AddSingleton<ReadCounts>();
        services.AddSingleton<AccessLogCursors>();
        services.AddSingleton<EntryListing>();
        services.AddSingleton<CountListing>();
        services.AddSingleton<AccessLogProjection>();
        services.AddSingleton(provider =>
            new TimerTrigger("access-log", ProjectionSchedule, provider.GetRequiredService<AccessLogProjection>().RunAsync));
        services.AddHostedService<AccessLogService>();
        return services;
    }
}
