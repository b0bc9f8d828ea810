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

    private readonly SemaphoreSlim _gate = new(1);

    private (UserDelegationKey Key, DateTimeOffset Until)? _delegation;

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
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_delegation is not { } held || held.Until - Lifetime - Skew <= now)
            {
                held = (await service.GetUserDelegationKeyAsync(now - Skew, now + KeyLifetime, cancellationToken), now + KeyLifetime);
                _delegation = held;
            }

            return held.Key;
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault);
        }
        finally
        {
            _gate.Release();
        }
    }
}
