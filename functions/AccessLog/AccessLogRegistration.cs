using InfoShare.AccessLog;

namespace InfoShare.Functions.AccessLog;

/// <summary>Puts the access log into the program.</summary>
public static class AccessLogRegistration
{
    /// <summary>Needs ITables, TimeProvider and HubKeys.</summary>
    public static IServiceCollection AddAccessLog(this IServiceCollection services)
    {
        services.AddSingleton<AccessLogHash>();
        services.AddSingleton<AccessLine>();
        services.AddSingleton<AccessLogWriter>();
        services.AddSingleton<RequestLog>();
        services.AddHostedService<AccessLogService>();
        return services;
    }
}
