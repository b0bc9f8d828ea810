using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// One writing of a blob: in one call if it is small, else block by block and then, in one call that is the moment of its publication, the
/// list of its blocks. Parts are read here and not by the client, whose pooled buffers were seen to mix the contents of writers at once.
/// </summary>
/// <param name="mark">This writing's own, in the blob's metadata and its blocks' ids.</param>
internal sealed class AzureUpload(BlockBlobClient blob, string mark)
{
    public const string Mark = "attempt";

    private const int PartBytes = 4 * 1024 * 1024;

    private const int ChunkBytes = 64 * 1024;

    public async Task<ETag> RunAsync(Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string> { [Mark] = mark };
        var part = await ReadPartAsync(content, cancellationToken);
        if (part.Length < PartBytes)
        {
            var options = new BlobUploadOptions
            {
                Metadata = metadata,
                Conditions = ConditionsOf(condition),
                TransferOptions = new StorageTransferOptions { InitialTransferSize = PartBytes },
            };
            return (await blob.UploadAsync(part, options, cancellationToken)).Value.ETag;
        }

        var blocks = new List<string>();
        for (; part.Length > 0; part = await ReadPartAsync(content, cancellationToken))
        {
            blocks.Add(Block(blocks.Count));
            await blob.StageBlockAsync(blocks[^1], part, cancellationToken: cancellationToken);
        }

        var commit = new CommitBlockListOptions { Metadata = metadata, Conditions = ConditionsOf(condition) };
        return (await blob.CommitBlockListAsync(blocks, commit, cancellationToken)).Value.ETag;
    }

    /// <summary>Up to <see cref="PartBytes"/>; fewer at the end, and none after it.</summary>
    private static async Task<MemoryStream> ReadPartAsync(Stream content, CancellationToken cancellationToken)
    {
        var part = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        while (part.Length < PartBytes && await content.ReadAsync(chunk, cancellationToken) is > 0 and var read)
        {
            await part.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
        }

        part.Position = 0;
        return part;
    }

    /// <summary>Ids of one blob's blocks have one length.</summary>
    private string Block(int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mark}{number:D6}")));

    private static BlobRequestConditions? ConditionsOf(BlobCondition condition) => condition switch
    {
        BlobCondition.CreateOnly => new() { IfNoneMatch = ETag.All },
        BlobCondition.IfMatch match => new() { IfMatch = new($"\"{match.ETag}\"") },
        _ => null,
    };
}
