using InfoShare.Functions.Storage.Sqlite;

namespace InfoShare.Functions.Storage;

/// <summary>Puts the hub on a store.</summary>
public static class StorageRegistration
{
    /// <summary>The embedded store in a directory of its own; opened when first asked for, closed with the container.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string dataDirectory) => services
        .AddSingleton(provider => new SqliteStore(dataDirectory, time: provider.GetService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Tables)
        .AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Blobs)
        .AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Queues);
}
