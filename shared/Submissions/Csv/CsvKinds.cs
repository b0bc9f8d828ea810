using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions.Csv;

/// <summary>What a CSV's rows can be, by the names of its columns.</summary>
public static class CsvKinds
{
    /// <summary>The kinds that have every column of the header: one, where a column is of that kind alone; none, where one is of no kind.</summary>
    public static IReadOnlyList<RecordKind> Of(string firstRow)
    {
        var header = CsvFormat.Header(firstRow.TrimStart('\uFEFF'), out _);
        return [.. Enum.GetValues<RecordKind>().Where(kind => CsvLayout.Of(kind, header, new ErrorList()) is not null)];
    }

    /// <summary>The columns of the header that no kind has.</summary>
    public static IReadOnlyList<string> Unknown(string firstRow)
    {
        var unknown = CsvFormat.Header(firstRow.TrimStart('\uFEFF'), out _).Select(column => column.Trim()).Where(column => column.Length > 0);
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            unknown = unknown.Where(column => CsvLayout.Of(kind, [column], new ErrorList()) is null).ToList();
        }

        return [.. unknown];
    }
}
