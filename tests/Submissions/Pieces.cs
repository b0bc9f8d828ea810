namespace InfoShare.Tests.Submissions;

/// <summary>Content that comes in pieces of this size, as from a network.</summary>
internal sealed class Pieces(byte[] content, int size) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
}
