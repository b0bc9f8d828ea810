using Azure.Core.Pipeline;
using InfoShare.Functions.Hosting;
using InfoShare.Functions.Sequencing;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfoShare.Functions.Storage;

/// <summary>Puts the hub on a store, as the setting <c>Storage</c> says.</summary>
public static class StorageRegistration
{
    /// <summary>The embedded store, or a storage account of Azure.</summary>
    /// <param name="dataDirectory">Where the embedded store is.</param>
    /// <exception cref="SettingException">The settings cannot be meant.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration, string dataDirectory) =>
        IsAzure(configuration) ? services.AddAzureStorage(AzureConnection.Read(configuration)) : services.AddSqliteStorage(dataDirectory);

    /// <summary>The embedded store in a directory of its own; opened when first asked for, closed with the container.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(provider => new SqliteStore(dataDirectory, time: provider.GetService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Tables)
        .AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Blobs)
        .AddQueues(provider => provider.GetRequiredService<SqliteStore>().Queues);

    /// <summary>A storage account, which any number of processes share.</summary>
    private static IServiceCollection AddAzureStorage(this IServiceCollection services, AzureConnection connection) => services
        .AddSingleton(provider => new AzureStore(
            connection, (provider.GetService<AzureOptions>() ?? new()) with { Transport = provider.GetService<HttpPipelineTransport>() }, provider.GetService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<AzureStore>().Tables)
        .AddSingleton(provider => provider.GetRequiredService<AzureStore>().Blobs)
        .AddQueues(provider => provider.GetRequiredService<AzureStore>().Queues)
        .AddSingleton(provider => provider.GetRequiredService<AzureStore>().Links)
        .AddSharedSequence();

    private static IServiceCollection AddQueues(this IServiceCollection services, Func<IServiceProvider, IQueues> queues)
    {
        services.TryAddSingleton<QueueNudges>();
        return services.AddSingleton<IQueues>(provider => new NudgingQueues(queues(provider), provider.GetRequiredService<QueueNudges>()));
    }

    private static bool IsAzure(IConfiguration configuration) => configuration["Storage"] switch
    {
        "azure" => true,
        "sqlite" => false,

        // A hub that is told where its account is means that account: data on a Functions instance's own disk would be lost with it.
        null => AzureConnection.IsGiven(configuration, AzureConnection.Name),
        var other => throw new SettingException($"Storage is '{other}'; it must be 'sqlite' or 'azure'."),
    };
}
