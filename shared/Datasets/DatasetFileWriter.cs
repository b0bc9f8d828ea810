using System.Buffers;
using System.IO.Pipelines;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// One file of a dataset on its way into its blob: what is written is compressed and stored beside the writer, which waits when it is too
/// far ahead. A file that is not completed leaves no blob.
/// </summary>
internal sealed class DatasetFileWriter : IAsyncDisposable
{
    private const int Ahead = 256 * 1024;

    private const int FlushAt = 32 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Ahead, resumeWriterThreshold: Ahead / 2, minimumSegmentSize: 32 * 1024, useSynchronizationContext: false));

    private readonly CompressedStream _content;

    private readonly string _blob;

    private readonly Task<BlobWriteOutcome> _storing;

    private bool _isCompleted;

    /// <param name="blob">A name of the attempt's own.</param>
    public DatasetFileWriter(IBlobs blobs, string blob, CancellationToken cancellationToken)
    {
        _blob = blob;
        _content = new(_pipe.Reader);
        _storing = Task.Run(() => StoreAsync(blobs, cancellationToken), CancellationToken.None);
    }

    /// <summary>Entries so far.</summary>
    public long Entries { get; private set; }

    public PipeWriter Output => _pipe.Writer;

    /// <summary>Call after entries were written to <see cref="Output"/>.</summary>
    public ValueTask WrittenAsync(int entries)
    {
        Entries += entries;
        return _pipe.Writer.UnflushedBytes < FlushAt ? ValueTask.CompletedTask : FlushAsync();
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        _pipe.Writer.Write(bytes.Span);
        return WrittenAsync(0);
    }

    /// <summary>The file as stored.</summary>
    /// <exception cref="StorageUnavailableException">It could not be stored.</exception>
    public async Task<StoredFile> CompleteAsync(string name, string mediaType, long entries)
    {
        _isCompleted = true;
        await _pipe.Writer.CompleteAsync();
        if (await _storing is not BlobWriteOutcome.Written)
        {
            throw new StorageUnavailableException($"The blob {_blob} was there already.");
        }

        var (contentHash, hash) = _content.Hashes();
        return new(name, _blob, _content.CompressedLength, hash, _content.ContentLength, contentHash, entries, mediaType);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isCompleted)
        {
            await _pipe.Writer.CompleteAsync(new OperationCanceledException("The file was given up."));
        }

        await ((Task)_storing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _content.DisposeAsync();
    }

    private async Task<BlobWriteOutcome> StoreAsync(IBlobs blobs, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.WriteAsync(StorageNames.Containers.Datasets, _blob, _content, new BlobCondition.CreateOnly(), cancellationToken);
        }
        catch (Exception fault)
        {
            // Whoever writes on must not wait for a reader that is gone.
            await _pipe.Reader.CompleteAsync(fault);
            throw;
        }
    }

    private async ValueTask FlushAsync()
    {
        if ((await _pipe.Writer.FlushAsync()).IsCompleted)
        {
            await _storing;
            throw new StorageUnavailableException($"The blob {_blob} was not read to its end.");
        }
    }
}
