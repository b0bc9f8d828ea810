using System.Diagnostics.CodeAnalysis;
using System.Text;
using InfoShare.Storage;

namespace InfoShare.Submissions;

/// <summary>
/// The stored input as lines: decompressed, in UTF-8, without a byte order mark, from a checkpoint on. What can be read from the middle is;
/// a compressed or otherwise encoded input is gone through from its beginning.
/// </summary>
public sealed class SubmissionInput : IAsyncDisposable
{
    private readonly MeteredStream _raw;

    private readonly long _skipped;

    private SubmissionInput(MeteredStream raw, long skipped, LineReader lines)
    {
        (_raw, _skipped, Lines) = (raw, skipped, lines);
    }

    public LineReader Lines { get; }

    /// <summary>Bytes of the input as uploaded that have been read, about.</summary>
    public long BytesRead => _skipped + _raw.Count;

    /// <summary>The beginning of the decompressed input: at least its first <see cref="TextEncoding.SampleBytes"/>, if it has as many.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The outer stream owns the inner.")]
    public static async Task<byte[]> SampleAsync(IBlobs blobs, Submission submission, SubmissionOptions options, CancellationToken cancellationToken)
    {
        var raw = await OpenRawAsync(blobs, submission, 0, cancellationToken);
        await using var content = Expand(raw, submission, options);
        var sample = new byte[TextEncoding.SampleBytes];
        var read = await content.ReadAtLeastAsync(sample, sample.Length, throwOnEndOfStream: false, cancellationToken);
        return sample[..read];
    }

    /// <summary>Opens the input at <paramref name="from"/>.</summary>
    /// <exception cref="UnreadableInputException">It cannot be read.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Each stream owns the one below, and the reader the last.")]
    public static async Task<SubmissionInput> OpenAsync(
        IBlobs blobs,
        Submission submission,
        SubmissionOptions options,
        TextEncoding encoding,
        LineBoundary boundary,
        Checkpoint from,
        CancellationToken cancellationToken)
    {
        var seekable = !submission.Gzip && encoding.Encoding is null;
        var start = seekable ? encoding.MarkLength + from.Offset : 0;
        var raw = await OpenRawAsync(blobs, submission, start, cancellationToken);
        var content = Expand(raw, submission, options);
        try
        {
            if (!seekable)
            {
                await SkipAsync(content, encoding.MarkLength, cancellationToken);
                content = encoding.Encoding is { } other ? Encoding.CreateTranscodingStream(content, other, Encoding.UTF8) : content;
                await SkipAsync(content, from.Offset, cancellationToken);
            }

            return new(raw, start, new(content, from.Offset, from.Line, options.MaxLineBytes, boundary));
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Lines.DisposeAsync();

    private static async Task<MeteredStream> OpenRawAsync(IBlobs blobs, Submission submission, long start, CancellationToken cancellationToken)
    {
        var name = StorageNames.SubmissionRows.Input(submission.Id);
        var stream = await blobs.OpenReadAsync(StorageNames.Containers.Submissions, name, start, null, cancellationToken)
            ?? throw new UnreadableInputException("The uploaded input is no longer there.");
        return new(stream, long.MaxValue, expected: submission.BytesTotal - start);
    }

    private static Stream Expand(MeteredStream raw, Submission submission, SubmissionOptions options) =>
        submission.Gzip ? new ExpandedStream(raw, options) : raw;

    private static async Task SkipAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(bytes, 64 * 1024)];
        while (bytes > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length)), cancellationToken);
            if (read == 0)
            {
                throw new UnreadableInputException("The uploaded input is shorter than it was.");
            }

            bytes -= read;
        }
    }
}
