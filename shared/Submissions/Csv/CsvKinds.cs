using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions.Csv;

/// <summary>What a CSV's rows can be, by the names of its columns.</summary>
public static class CsvKinds
{
    /// <summary>The kinds that have every column of the header: one, where a column is of that kind alone; none, where one is of no kind.</summary>
    public static IReadOnlyList<RecordKind> Of(IReadOnlyList<string> columns) =>
        [.. Enum.GetValues<RecordKind>().Where(kind => CsvLayout.Of(kind, columns, new ErrorList()) is not null)];

    /// <summary>The columns of the header that no kind has.</summary>
    public static IReadOnlyList<string> Unknown(IReadOnlyList<string> columns) =>
        [.. columns.Where(column => column.Length > 0 && Array.TrueForAll(Enum.GetValues<RecordKind>(), kind => !Has(kind, column)))];

    private static bool Has(RecordKind kind, string column) =>
        column.Equals(CsvRows.ErrorsColumn, StringComparison.OrdinalIgnoreCase) || CsvLayout.Of(kind, [column], new ErrorList()) is not null;
}
