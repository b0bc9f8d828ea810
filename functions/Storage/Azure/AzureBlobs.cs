using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using InfoShare.Storage;
using BlobProperties = InfoShare.Storage.BlobProperties;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// Blobs of a storage account. Each writing carries a mark of its own: when its answer is lost and the repetition is refused, the mark on the
/// blob tells whose it is.
/// </summary>
internal sealed class AzureBlobs(BlobServiceClient service) : IBlobs
{
    /// <summary>Blobs up to so many bytes are read whole at the opening.</summary>
    private const int Small = 4 * 1024 * 1024;

    private readonly string _place = AzureFault.Place("Blob", service.AccountName);

    private readonly ConcurrentDictionary<string, BlobContainerClient> _made = new(StringComparer.Ordinal);

    public async ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        return await FindAsync(container, name, cancellationToken) is { } found ? Describe(name, found) : null;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The reader disposes it.")]
    public async ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        BlobCheck.Range(offset, length);
        if (length == 0)
        {
            return await FindAsync(container, name, cancellationToken) is null ? null : new MemoryStream([], writable: false);
        }

        try
        {
            var options = new BlobDownloadOptions { Range = offset == 0 && length is null ? default : new HttpRange(offset, length) };
            var opened = await Blob(container, name).DownloadStreamingAsync(options, cancellationToken);
            var content = new AzureBlobStream(opened.Value.Content, opened.Value.Details.ContentLength, _place);
            return opened.Value.Details.ContentLength <= Small ? await ToMemoryAsync(content, cancellationToken) : content;
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return null;
        }
        catch (RequestFailedException beyond) when (beyond.ErrorCode == BlobErrorCode.InvalidRange)
        {
            return new MemoryStream([], writable: false);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    public async ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        await MakeAsync(container, cancellationToken);
        var mark = Guid.NewGuid().ToString("N");
        await using var counted = new CountedContent(content);
        try
        {
            var tag = await new AzureUpload(service.GetBlobContainerClient(container).GetBlockBlobClient(name), mark).RunAsync(counted, condition, cancellationToken);
            return new BlobWriteOutcome.Written(new(name, counted.Count, Tag(tag)));
        }
        catch (RequestFailedException refused) when (IsRefusal(refused, condition))
        {
            return await OwnAsync(container, name, mark, cancellationToken) is { } own ? new BlobWriteOutcome.Written(own) : new BlobWriteOutcome.Refused();
        }
        catch (Exception fault) when (!counted.IsBroken && AzureFault.IsOfStorage(fault, cancellationToken))
        {
            return !AzureFault.NeverSent(fault) && await OwnAsync(container, name, mark, cancellationToken) is { } own
                ? new BlobWriteOutcome.Written(own)
                : throw AzureFault.UncertainWhole(fault, _place);
        }
    }

    public async ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        BlobCheck.Name(container, name);
        try
        {
            return await Blob(container, name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return false;
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Uncertain(fault, _place);
        }
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobCheck.Prefix(container, prefix);
        var listing = service.GetBlobContainerClient(container).GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken).AsPages();
        await using var pages = listing.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(pages, cancellationToken))
        {
            foreach (var blob in pages.Current.Values)
            {
                yield return new(blob.Name, blob.Properties.ContentLength ?? 0, Tag(blob.Properties.ETag ?? default));
            }
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<Page<BlobItem>> pages, CancellationToken cancellationToken)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return false;
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    private async Task<global::Azure.Storage.Blobs.Models.BlobProperties?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Blob(container, name).GetPropertiesAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException absent) when (IsAbsent(absent))
        {
            return null;
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    /// <summary>What stands under the name, if it is what this writing has written.</summary>
    private async Task<BlobProperties?> OwnAsync(string container, string name, string mark, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(container, name, cancellationToken) is { } found
                && found.Metadata.TryGetValue(AzureUpload.Mark, out var written) && written == mark
                    ? Describe(name, found)
                    : null;
        }
        catch (StorageUnavailableException unavailable)
        {
            throw new StorageUncertainException("the blob cannot be asked whose it is.", unavailable);
        }
    }

    /// <summary>Before the first writing, for what is read from a stream cannot be sent again once the container is made.</summary>
    private async Task MakeAsync(string container, CancellationToken cancellationToken)
    {
        if (_made.ContainsKey(container))
        {
            return;
        }

        try
        {
            var client = service.GetBlobContainerClient(container);
            await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            _made.TryAdd(container, client);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    private BlobClient Blob(string container, string name) => service.GetBlobContainerClient(container).GetBlobClient(name);

    private static async Task<MemoryStream> ToMemoryAsync(AzureBlobStream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken);
            copy.Position = 0;
            return copy;
        }
    }

    private static BlobProperties Describe(string name, global::Azure.Storage.Blobs.Models.BlobProperties found) =>
        new(name, found.ContentLength, Tag(found.ETag));

    /// <summary>Without its quotes, which listings leave out.</summary>
    private static string Tag(ETag tag) => tag.ToString().Trim('"');

    private static bool IsAbsent(RequestFailedException fault) =>
        fault.ErrorCode == BlobErrorCode.BlobNotFound || fault.ErrorCode == BlobErrorCode.ContainerNotFound
        || (fault.Status == 404 && fault.ErrorCode is null);

    /// <summary>
    /// The condition of a writing did not hold. Who creates a large blob and is overtaken meets that its blocks are gone, with the first
    /// one's commit.
    /// </summary>
    private static bool IsRefusal(RequestFailedException fault, BlobCondition condition) =>
        fault.ErrorCode == BlobErrorCode.BlobAlreadyExists || fault.ErrorCode == BlobErrorCode.ConditionNotMet || fault.ErrorCode == BlobErrorCode.BlobNotFound
        || (fault.ErrorCode == BlobErrorCode.InvalidBlockList && condition is BlobCondition.CreateOnly);
}
