using InfoShare.Access;
using InfoShare.Functions.Hosting;
using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Access;

/// <summary>Puts access control into the program.</summary>
public static class AccessRegistration
{
    private const int MaxKeySetBytes = 1024 * 1024;

    /// <summary>Needs AddAgencies and AddAccessLog beside it.</summary>
    /// <param name="configuration">With the sections <c>Access</c> and <c>AzureAd</c>.</param>
    /// <param name="dataDirectory">Where the embedded issuer's key is kept; null: the hub has no issuer of its own.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration, string? dataDirectory)
    {
        services.AddOptions<AccessOptions>()
            .Configure(options =>
            {
                Read(configuration, options);
                options.EmbeddedKeyPath = dataDirectory is null || !options.EmbeddedIssuer ? null : Path.Combine(dataDirectory, EmbeddedIssuer.KeyFile);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidation>();
        services.AddHttpClient(FetchedKeys.ClientName, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(10);
                client.MaxResponseContentBufferSize = MaxKeySetBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddSingleton(provider => new TrustedIssuers(
            provider.GetRequiredService<IOptions<AccessOptions>>().Value,
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<TokenVerification>();
        services.AddSingleton<VerifiedTokens>();
        services.AddSingleton<Authentication>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<AccessMiddleware>();
        return services;
    }

    /// <exception cref="SettingException">A setting has not the form of what it sets.</exception>
    private static void Read(IConfiguration configuration, AccessOptions options)
    {
        try
        {
            configuration.GetSection("Access").Bind(options);
            configuration.GetSection("AzureAd").Bind(options.AzureAd);
        }
        catch (InvalidOperationException wrong)
        {
            throw new SettingException(wrong.Message);
        }
    }

    /// <summary>After routing and the exception page, before the endpoints.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var middleware = app.Services.GetRequiredService<AccessMiddleware>();
        app.Use(next => context => middleware.InvokeAsync(context, next));
    }
}
