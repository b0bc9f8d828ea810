using System.Runtime.CompilerServices;

namespace InfoShare.Cli.Publishing;

/// <summary>Cuts a file into submissions of a bounded size, at the ends of rows.</summary>
public static class Batches
{
    /// <summary>Bytes of a batch before compression. Well below what hosts take as one request, compressed or not.</summary>
    public const long MaxBytes = 64L << 20;

    /// <param name="pick">Changes a row before it is sent, or leaves it out (null); not asked for a CSV's header.</param>
    /// <param name="header">Changes a CSV's header.</param>
    /// <param name="maxBytes">See <see cref="MaxBytes"/>.</param>
    public static async IAsyncEnumerable<Batch> OfAsync(
        InputFile file,
        Func<InputRow, ReadOnlyMemory<byte>?> pick,
        Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> header,
        long maxBytes,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? first = null;
        Batch? batch = null;
        await foreach (var row in file.RowsAsync(cancellation))
        {
            if (file.Format == InputFormat.Csv && first is null)
            {
                first = (byte[])[.. file.Preface.Span, .. header(row.Bytes).Span];
            }
            else if (!row.IsBlank && pick(row) is { } bytes)
            {
                batch ??= new(first);
                batch.Add(row.Number, row.IsInOrder || file.Format == InputFormat.Ndjson ? bytes : Closed(bytes));
                if (batch.Length >= maxBytes)
                {
                    yield return batch;
                    batch = null;
                }
            }
        }

        if (batch is not null)
        {
            yield return batch;
        }
    }

    /// <summary>
    /// A CSV's row that is not in order ends with its first line, and how far a hub looks for another end depends on what follows, which in a
    /// batch is not what follows in the file. So it is made wrong beyond doubt: a quote that closes what may be open, and text behind it.
    /// </summary>
    private static ReadOnlyMemory<byte> Closed(ReadOnlyMemory<byte> row) => (byte[])[.. row.Span, .. "\"!"u8];
}
