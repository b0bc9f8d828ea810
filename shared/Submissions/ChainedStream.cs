using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>One stream and, behind its end, another; both are its own.</summary>
public sealed class ChainedStream(Stream first, Stream second) : ReadOnlyStream
{
    private bool _firstHasEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_firstHasEnded)
        {
            var read = await first.ReadAsync(buffer, cancellationToken);
            if (read > 0 || buffer.IsEmpty)
            {
                return read;
            }

            _firstHasEnded = true;
        }

        return await second.ReadAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }

        base.Dispose(disposing);
    }
}
