using System.Security.Cryptography;
using InfoShare.Agencies;
using InfoShare.Storage;
using InfoShare.Submissions;

namespace InfoShare.Feed;

/// <summary>
/// Files of alerts (NDJSON) that messages point to. An uploaded file comes to nothing until a message signed by its agency's key names it with
/// its SHA-256; what such a message takes is its own copy.
/// </summary>
public sealed class FeedFiles(IBlobs blobs, SubmissionOptions options)
{
    private const string Container = StorageNames.Containers.Submissions;

    /// <summary>Stores an upload.</summary>
    /// <exception cref="InputTooLargeException">Nothing of it is kept.</exception>
    /// <exception cref="IncompleteInputException">Nothing of it is kept.</exception>
    public async Task<UploadedFile> StoreAsync(AgencyId agency, Stream content, bool gzip, long? length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var metered = new MeteredStream(content, options.MaxUploadBytes, hash, length);
        var id = FeedFile.NewId();
        await blobs.WriteAsync(Container, StorageNames.SubmissionRows.FeedFile(agency, id, gzip), metered, new BlobCondition.CreateOnly(), cancellationToken);
        return new(id, metered.Count, Convert.ToHexStringLower(hash.GetHashAndReset()), gzip);
    }

    /// <summary>Copies a file if it is there and its bytes are those that the message names; null if not, and then there is no copy.</summary>
    public async Task<UploadedFile?> CopyAsync(AgencyId agency, FeedFile file, string to, CancellationToken cancellationToken)
    {
        foreach (var gzip in new[] { false, true })
        {
            var name = StorageNames.SubmissionRows.FeedFile(agency, file.Id, gzip);
            await using var stored = await blobs.OpenReadAsync(Container, name, 0, null, cancellationToken);
            if (stored is not null)
            {
                var copied = await CopyAsync(stored, file.Id, gzip, to, cancellationToken);
                if (copied.Sha256 == file.Sha256)
                {
                    return copied;
                }

                await blobs.DeleteAsync(Container, to, cancellationToken);
                return null;
            }
        }

        return null;
    }

    private async Task<UploadedFile> CopyAsync(Stream stored, string id, bool gzip, string to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var metered = new MeteredStream(stored, long.MaxValue, hash);
        await blobs.WriteAsync(Container, to, metered, new BlobCondition.Always(), cancellationToken);
        return new(id, metered.Count, Convert.ToHexStringLower(hash.GetHashAndReset()), gzip);
    }
}

/// <summary>A file as stored.</summary>
/// <param name="Sha256">Of its bytes as uploaded, in hexadecimal.</param>
public sealed record UploadedFile(string Id, long Bytes, string Sha256, bool Gzip);
