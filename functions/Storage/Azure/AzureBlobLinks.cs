using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// Links to blobs by shared access signatures: of a user delegation key, which the hub's identity fetches, or, for the emulator, of the
/// account's key. A key is fetched every few hours, a link costs no call.
/// </summary>
/// <param name="key">The account's, where there is one.</param>
internal sealed class AzureBlobLinks(BlobServiceClient service, StorageSharedKeyCredential? key, TimeProvider time) : IBlobLinks
{
    /// <summary>The service's clock and this one may differ ("Best practices when using SAS").</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>A download that has begun by then goes on.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(6);

    private readonly Lock _lock = new();

    private Task<UserDelegationKey>? _delegation;

    private DateTimeOffset _until;

    public async ValueTask<Uri> LinkAsync(string container, string name, string contentType, string contentDisposition, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        var now = time.GetUtcNow();
        var signature = new BlobSasBuilder(BlobSasPermissions.Read, now + Lifetime)
        {
            BlobContainerName = container,
            BlobName = name,
            Resource = "b",
            StartsOn = now - Skew,
            ContentType = contentType,
            ContentDisposition = contentDisposition,
            Protocol = service.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        var signed = key is not null ? signature.ToSasQueryParameters(key) : signature.ToSasQueryParameters(await DelegationAsync(now, cancellationToken), service.AccountName);
        return new BlobUriBuilder(service.Uri) { BlobContainerName = container, BlobName = name, Sas = signed }.ToUri();
    }

    private async ValueTask<UserDelegationKey> DelegationAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await Delegation(now).WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, AzureFault.Place("Blob", service.AccountName));
        }
    }

    /// <summary>One fetching at a time, for all that wait for it; one that failed is not kept.</summary>
    private Task<UserDelegationKey> Delegation(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_delegation is null or { IsFaulted: true } or { IsCanceled: true } || _until - Lifetime - Skew <= now)
            {
                _until = now + KeyLifetime;
                _delegation = FetchAsync(now);
            }

            return _delegation;
        }
    }

    private async Task<UserDelegationKey> FetchAsync(DateTimeOffset now) =>
        await service.GetUserDelegationKeyAsync(now - Skew, now + KeyLifetime, CancellationToken.None);
}
