using System.Text;

namespace InfoShare.Cli.Publishing;

/// <summary>Writes the rejected rows as they were in the file, to be mended and published again.</summary>
public static class RejectedFile
{
    /// <summary>JSON lines as they were (their errors are in the outcomes); a CSV with a column <c>errors</c>, which publishing passes over.</summary>
    public static async Task WriteAsync(InputFile file, IReadOnlyDictionary<long, string> rejected, Stream output, CancellationToken cancellation)
    {
        var csv = file.Csv;
        if (csv is not null && file.HasMark)
        {
            output.Write(Encoding.UTF8.Preamble);
        }

        await foreach (var row in file.RowsAsync(cancellation))
        {
            if (csv is not null && row.Number == 1)
            {
                WriteLine(output, csv.WithErrorsColumn(row.Bytes.Span));
            }
            else if (rejected.TryGetValue(row.Number, out var errors))
            {
                WriteLine(output, csv is null ? row.Bytes.Span : csv.WithErrors(row.Bytes.Span, row.IsInOrder, errors));
            }
        }
    }

    private static void WriteLine(Stream output, ReadOnlySpan<byte> line)
    {
        output.Write(line);
        output.Write("\n"u8);
    }
}
