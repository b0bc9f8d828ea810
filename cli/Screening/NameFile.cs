using System.Text;

namespace InfoShare.Cli.Screening;

/// <summary>Reads the names of a CSV file, row by row; commas, semicolons or tabs between columns.</summary>
public static class NameFile
{
    /// <summary>How many rows there are.</summary>
    /// <exception cref="UsageException">It cannot be read, or a column is missing.</exception>
    public static long Count(string path, NameColumns columns)
    {
        try
        {
            return Read(path, columns).LongCount();
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"'{path}' is not UTF-8: save it as CSV in UTF-8 (UTF-16 with its mark is read, too).");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{path}' cannot be read: {failure.Message}");
        }
    }

    /// <exception cref="UsageException">A column is missing, or a quote is never closed.</exception>
    public static IEnumerable<NameRow> Read(string path, NameColumns columns)
    {
        using var text = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        using var rows = CsvText.Rows(text).GetEnumerator();
        var header = rows.MoveNext() ? rows.Current : throw new UsageException($"'{path}' is empty: a header is expected.");
        var (name, key, country) = (Column(header, columns.Name), Column(header, columns.Key), Column(header, columns.Country));
        for (var number = 1L; rows.MoveNext(); number++)
        {
            yield return new(number, Cell(rows.Current, name), Cell(rows.Current, key), Cell(rows.Current, country).ToUpperInvariant());
        }
    }

    private static string Cell(List<string> row, int column) => column >= 0 && column < row.Count ? row[column].Trim() : "";

    private static int Column(List<string> header, string? name)
    {
        var at = name is null ? -1 : header.FindIndex(column => string.Equals(column.Trim(), name, StringComparison.OrdinalIgnoreCase));
        return name is null || at >= 0 ? at : throw new UsageException($"There is no column '{name}'; the file has {string.Join(", ", header)}.");
    }
}
