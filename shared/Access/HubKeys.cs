using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Access;

/// <summary>
/// The hub's own keys, all derived from one master key (HKDF, RFC 5869) that is made at the first start and kept with the store:
/// losing it would give every record another id, so a restore brings it back.
/// </summary>
public sealed class HubKeys
{
    private const int KeyBytes = 32;

    private HubKeys(byte[] master)
    {
        RecordIds = Derive(master, "record-ids");
        Cursors = Derive(master, "cursors");
        AccessLog = Derive(master, "access-log");
        Datasets = Derive(master, "datasets");
        Deliveries = Derive(master, "deliveries");
        WebhookSecrets = Derive(master, "webhook-secrets");
        Interests = Derive(master, "interests");
    }

    /// <summary>Makes record ids from natural keys.</summary>
    public ReadOnlyMemory<byte> RecordIds { get; }

    /// <summary>Encrypts and authenticates cursors.</summary>
    public ReadOnlyMemory<byte> Cursors { get; }

    /// <summary>Hashes identifiers and names in the access log.</summary>
    public ReadOnlyMemory<byte> AccessLog { get; }

    /// <summary>Makes the names of datasets' segments from their audiences.</summary>
    public ReadOnlyMemory<byte> Datasets { get; }

    /// <summary>Makes ids of deliveries.</summary>
    public ReadOnlyMemory<byte> Deliveries { get; }

    /// <summary>Encrypts receivers' secrets.</summary>
    public ReadOnlyMemory<byte> WebhookSecrets { get; }

    /// <summary>Hashes what agencies looked up that asked to be told later.</summary>
    public ReadOnlyMemory<byte> Interests { get; }

    /// <summary>Reads the master key, or makes it; of several first starts at once one wins and all use its key.</summary>
    public static async Task<HubKeys> LoadAsync(IBlobs blobs, CancellationToken cancellationToken)
    {
        if (await ReadAsync(blobs, cancellationToken) is { } stored)
        {
            return new(stored);
        }

        using var fresh = new MemoryStream(RandomNumberGenerator.GetBytes(KeyBytes));
        await blobs.WriteAsync(
            StorageNames.Containers.Hub, StorageNames.HubBlobs.MasterKey, fresh, new BlobCondition.CreateOnly(), cancellationToken);
        return new(await ReadAsync(blobs, cancellationToken) ?? throw new StorageUnavailableException("The hub's master key cannot be read back."));
    }

    private static async Task<byte[]?> ReadAsync(IBlobs blobs, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenReadAsync(StorageNames.Containers.Hub, StorageNames.HubBlobs.MasterKey, 0, null, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        var master = new byte[KeyBytes];
        await stream.ReadExactlyAsync(master, cancellationToken);
        return master;
    }

    private static byte[] Derive(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, KeyBytes, info: System.Text.Encoding.ASCII.GetBytes(purpose));
}
