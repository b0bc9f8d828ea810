using InfoShare.Access;
using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>What makes this hub itself, read from its store once before it starts: its keys.</summary>
public sealed class HubIdentity(IBlobs blobs)
{
    private HubKeys? _keys;

    public HubKeys Keys => _keys ?? throw new InvalidOperationException("The hub's identity is read before anything uses it.");

    public async Task LoadAsync(CancellationToken cancellationToken) => _keys = await HubKeys.LoadAsync(blobs, cancellationToken);
}

public static class HubIdentityRegistration
{
    public static IServiceCollection AddHubKeys(this IServiceCollection services) => services
        .AddSingleton<HubIdentity>()
        .AddSingleton(provider => provider.GetRequiredService<HubIdentity>().Keys);
}
