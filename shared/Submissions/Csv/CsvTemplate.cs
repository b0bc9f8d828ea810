using InfoShare.Records;

namespace InfoShare.Submissions.Csv;

/// <summary>An empty file to fill in.</summary>
public static class CsvTemplate
{
    /// <summary>Writes the header of a kind's documented columns, and nothing else: a CSV has no place for comments.</summary>
    public static void Write(RecordKind kind, TextWriter writer)
    {
        writer.Write(string.Join(',', CsvColumns.Of(kind)));
        writer.Write("\r\n");
    }
}
