using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>What a caller uploads: counts its bytes, and remembers whether it was the content that broke off and not the storage.</summary>
internal sealed class CountedContent(Stream content) : ReadOnlyStream
{
    public long Count { get; private set; }

    /// <summary>Reading the content threw: the caller hears of that as it is.</summary>
    public bool IsBroken { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }
        catch
        {
            IsBroken = true;
            throw;
        }
    }
}
