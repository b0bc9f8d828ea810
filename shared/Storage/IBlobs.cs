namespace InfoShare.Storage;

/// <summary>
/// Named byte strings in containers. A blob is seen whole or not at all: a reader that opened one keeps reading that content
/// even if it is replaced or deleted meanwhile. Throws <see cref="StorageUnavailableException"/> when the store cannot be asked.
/// </summary>
public interface IBlobs
{
    /// <summary>Length and ETag, or null.</summary>
    ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>The content from <paramref name="offset"/> (at most <paramref name="length"/> bytes, or to the end), or null if there is no such blob.</summary>
    ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken);

    /// <summary>Stores what <paramref name="content"/> yields to its end, durable and visible before this returns Written.</summary>
    ValueTask<BlobWriteOutcome> WriteAsync(string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken);

    /// <summary>Removes the blob; false if it was not there.</summary>
    ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>The container's blobs whose names start with <paramref name="prefix"/>, in ordinal order.</summary>
    IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, CancellationToken cancellationToken);
}

/// <summary>What is known of a blob without reading it.</summary>
/// <param name="Length">Bytes.</param>
public sealed record BlobProperties(string Name, long Length, string ETag);

/// <summary>When a blob may be written.</summary>
public abstract record BlobCondition
{
    private BlobCondition()
    {
    }

    /// <summary>Whether it exists or not.</summary>
    public sealed record Always : BlobCondition;

    /// <summary>Only if no blob has the name: If-None-Match: *.</summary>
    public sealed record CreateOnly : BlobCondition;

    /// <summary>Only if it still has this ETag.</summary>
    public sealed record IfMatch(string ETag) : BlobCondition;
}

/// <summary>What became of a blob's writing; a closed set.</summary>
public abstract record BlobWriteOutcome
{
    private BlobWriteOutcome()
    {
    }

    public sealed record Written(BlobProperties Blob) : BlobWriteOutcome;

    /// <summary>The condition did not hold; nothing was written.</summary>
    public sealed record Refused : BlobWriteOutcome;
}
