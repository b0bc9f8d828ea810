using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfoShare.Functions.Hosting;

/// <summary>Who pulls the triggers: the Functions host if it started this process, else the process itself.</summary>
public static class TriggersRegistration
{
    /// <param name="customHandlerPort">The port that the Functions host gave this process; null when it stands alone.</param>
    public static IServiceCollection AddTriggers(this IServiceCollection services, int? customHandlerPort)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<QueueNudges>();
        services.TryAddSingleton<QueuePolling>();
        return customHandlerPort is null ? services.AddHostedService<StandaloneTriggers>() : services;
    }

    /// <summary>The Functions host's endpoints, if there is such a host; standing alone they do not exist.</summary>
    public static void MapTriggers(this IEndpointRouteBuilder app, int? customHandlerPort)
    {
        if (customHandlerPort is not null)
        {
            app.MapCustomHandler();
        }
    }
}
