namespace InfoShare.Cli.Publishing;

/// <summary>Cuts a file into submissions of a bounded size, at the ends of rows.</summary>
public static class Batches
{
    /// <summary>Bytes of a batch before compression. Well below what hosts take as one request, compressed or not.</summary>
    public const long MaxBytes = 64L << 20;

    /// <param name="pick">Changes a row before it is sent, or leaves it out (null); not asked for a CSV's header.</param>
    /// <param name="header">Changes a CSV's header.</param>
    /// <param name="maxBytes">See <see cref="MaxBytes"/>.</param>
    public static IEnumerable<Batch> Of(
        InputFile file, Func<InputRow, ReadOnlyMemory<byte>?> pick, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> header, long maxBytes)
    {
        ReadOnlyMemory<byte>? first = null;
        Batch? batch = null;
        foreach (var row in file.Rows())
        {
            if (file.Format == InputFormat.Csv && first is null)
            {
                first = header(row.Bytes);
            }
            else if (!row.IsBlank && pick(row) is { } bytes)
            {
                batch ??= new(first);
                batch.Add(row with { Bytes = bytes });
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
}
