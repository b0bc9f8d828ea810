using InfoShare.Agencies;

namespace InfoShare.Functions.Agencies;

/// <summary>Puts the registry into the program.</summary>
public static class AgencyRegistration
{
    /// <summary>Needs ITables and TimeProvider. At the first start the agency <c>hub-operator</c> is made.</summary>
    public static IServiceCollection AddAgencies(this IServiceCollection services)
    {
        services.AddSingleton<AgencyStore>();
        services.AddSingleton<AgencyDirectory>();
        services.AddHostedService<OperatorAtFirstStart>();
        return services;
    }
}
