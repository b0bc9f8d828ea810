using System.Text;

namespace InfoShare.Cli.Publishing;

/// <summary>Writes the rejected rows as they were in the file, to be mended and published again.</summary>
public static class RejectedFile
{
    /// <summary>JSON lines as they were (their errors are in the outcomes); a CSV with one column more, <c>error</c>.</summary>
    public static void Write(InputFile file, IReadOnlyDictionary<long, string> rejected, Stream output)
    {
        var isCsv = file.Format == InputFormat.Csv;
        var (separator, columns) = (',', 0);
        foreach (var row in file.Rows())
        {
            if (isCsv && row.Number == 1)
            {
                separator = Corrections.SeparatorOf(row.Bytes.Span);
                columns = Corrections.CountColumns(row.Bytes.Span);
                WriteLine(output, Corrections.WithLastCell(row.Bytes, separator, columns, "error"));
            }
            else if (rejected.TryGetValue(row.Number, out var errors))
            {
                WriteLine(output, isCsv ? Corrections.WithLastCell(row.Bytes, separator, columns, Quoted(errors)) : row.Bytes);
            }
        }
    }

    private static void WriteLine(Stream output, ReadOnlyMemory<byte> line)
    {
        output.Write(line.Span);
        output.Write("\n"u8);
    }

    private static string Quoted(string text) => new StringBuilder("\"").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
}
