using System.Globalization;
using System.IO.Compression;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// A gzip input of one or several members (RFC 1952) decompressed, within bounds: whoever sends a few kilobytes that unpack to gigabytes is
/// stopped, and damage and a missing end are told apart from the end of the input.
/// </summary>
/// <remarks>
/// The decompressor takes a missing end, and whatever is no gzip behind a member, for the end of the input. Therefore a member more is put
/// behind the input: only if all before it was whole members is its content, the seal, what comes out last. It is held back.
/// </remarks>
public sealed class ExpandedStream(MeteredStream compressed, SubmissionOptions options) : ReadOnlyStream
{
    /// <summary>Below this no ratio is judged: small inputs of blanks are harmless.</summary>
    private const long FreeBytes = 1 << 20;

    private static readonly byte[] Seal = [.. "the end of the input"u8];

    private readonly GZipStream _gzip = new(new ChainedStream(compressed, new MemoryStream(Member(Seal))), CompressionMode.Decompress);

    private readonly byte[] _buffer = new byte[64 * 1024];

    private (int Start, int End) _held;

    private long _expanded;

    /// <summary>Bytes read so far, as decompressed.</summary>
    public override long Position { get => _expanded; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_held.End - _held.Start <= Seal.Length)
        {
            if (!await FillAsync(cancellationToken))
            {
                return 0;
            }
        }

        var read = Math.Min(buffer.Length, _held.End - _held.Start - Seal.Length);
        _buffer.AsMemory(_held.Start, read).CopyTo(buffer);
        _held.Start += read;
        _expanded += read;
        CheckBounds();
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Member(ReadOnlySpan<byte> content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.NoCompression))
        {
            gzip.Write(content);
        }

        return member.ToArray();
    }

    /// <summary>False at the end of an input that is whole.</summary>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_held.Start.._held.End).CopyTo(_buffer);
        _held = (0, _held.End - _held.Start);
        try
        {
            var read = await _gzip.ReadAsync(_buffer.AsMemory(_held.End), cancellationToken);
            if (read == 0 && (compressed.Count == 0 || !_buffer.AsSpan(0, _held.End).SequenceEqual(Seal)))
            {
                throw new InvalidDataException();
            }

            _held.End += read;
            return read > 0;
        }
        catch (InvalidDataException fault)
        {
            throw new UnreadableInputException("The gzip data is damaged or not complete, or is followed by what is no gzip data.", fault);
        }
    }

    private void CheckBounds()
    {
        if (_expanded > options.MaxExpandedBytes)
        {
            throw new UnreadableInputException(
                string.Create(CultureInfo.InvariantCulture, $"The gzip data unpacks to more than {options.MaxExpandedBytes} bytes."));
        }

        if (_expanded > FreeBytes && _expanded > compressed.Count * options.MaxExpansionRatio)
        {
            throw new UnreadableInputException(
                string.Create(CultureInfo.InvariantCulture, $"The gzip data unpacks to more than {options.MaxExpansionRatio} times its size."));
        }
    }
}
