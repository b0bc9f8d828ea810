using Azure.Core;
using Azure.Identity;
using InfoShare.Functions.Hosting;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>Where the storage account is and what opens it, read as the Functions host reads its connections.</summary>
/// <param name="Tables">The Table service's address.</param>
/// <param name="Blobs">The Blob service's address.</param>
/// <param name="Queues">The Queue service's address.</param>
public sealed record AzureConnection(Uri Tables, Uri Blobs, Uri Queues)
{
    /// <summary>The connection of the hub's own queue triggers.</summary>
    public const string Name = "HubStorage";

    /// <summary>The Functions host's own, for a hub that keeps its data in the same account.</summary>
    public const string HostName = "AzureWebJobsStorage";

    /// <summary>Of a connection string: the emulator, or an account that still has keys.</summary>
    public AccountKey? Key { get; init; }

    /// <summary>Of service addresses: the hub's identity. Null if there is a <see cref="Key"/>.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>Whether a connection of this name says anything.</summary>
    public static bool IsGiven(IConfiguration configuration, string name) => configuration.GetSection(name).Exists();

    /// <exception cref="SettingException">No connection is given, or it cannot be meant.</exception>
    public static AzureConnection Read(IConfiguration configuration)
    {
        var name = new[] { Name, HostName }.FirstOrDefault(name => IsGiven(configuration, name)) ?? throw new SettingException(
            $"Storage is 'azure', and no setting says where: give {Name} a connection string, or set {Name}:accountName, "
            + $"or {Name}:tableServiceUri, {Name}:blobServiceUri and {Name}:queueServiceUri.");
        var section = configuration.GetSection(name);
        return section.Value is { Length: > 0 } text ? ConnectionString.Read(name, text) : OfAddresses(name, section);
    }

    private static AzureConnection OfAddresses(string name, IConfigurationSection section)
    {
        Uri Address(string service)
        {
            var setting = $"{service}ServiceUri";
            var text = section[setting] ?? (section["accountName"] is { Length: > 0 } account
                ? $"https://{account}.{service}.core.windows.net"
                : throw new SettingException($"{name}:{setting} is missing. Without a connection string, all three service addresses are needed, or {name}:accountName."));
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? uri
                : throw new SettingException($"{name}:{setting} is '{text}'; it must be an https address, for a token is sent to it.");
        }

        return new(Address("table"), Address("blob"), Address("queue")) { Credential = CredentialOf(name, section) };
    }

    /// <summary>A variable that is set to nothing is one that is not set.</summary>
    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static TokenCredential CredentialOf(string name, IConfigurationSection section)
    {
        var (kind, client, resource) = (Given(section["credential"]), Given(section["clientId"]), Given(section["managedIdentityResourceId"]));
        return (kind?.ToUpperInvariant(), client, resource) switch
        {
            (null, null, null) => new DefaultAzureCredential(),
            (null, { } id, null) => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = id }),
            ("MANAGEDIDENTITY", null, null) => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
            ("MANAGEDIDENTITY", { } id, null) => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id)),
            ("MANAGEDIDENTITY", null, { } id) => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedResourceId(new ResourceIdentifier(id))),
            ("MANAGEDIDENTITY", _, _) => throw new SettingException($"Set {name}:clientId or {name}:managedIdentityResourceId, not both."),
            _ => throw new SettingException($"{name}:credential is '{kind}'; it must be 'managedidentity', or be left out for the identity of who runs the hub."),
        };
    }
}

/// <summary>A storage account and one of its keys.</summary>
public sealed record AccountKey(string Account, string Key);
