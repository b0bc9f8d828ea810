using System.Text;
using System.Text.RegularExpressions;
using InfoShare.Records;
using InfoShare.Submissions;
using InfoShare.Submissions.Csv;

namespace InfoShare.Tests.Docs;

/// <summary>docs/csv.md is what people fill their files in by.</summary>
public sealed partial class CsvPageTests
{
    private const string Page = "docs/csv.md";

    private const string TableHead = "| column | column | column |\n|---|---|---|\n";

    [Fact]
    public void Every_Column_Of_Every_Kind_Is_On_The_Page_In_The_Order_Of_The_Template()
    {
        var page = Repository.Read(Page);
        var made = page;
        foreach (var (title, kind) in new[] { ("a sanction", RecordKind.Sanction), ("a case", RecordKind.Case), ("an alert", RecordKind.Alert) })
        {
            var start = made.IndexOf(TableHead, made.IndexOf($"## Columns of {title}", StringComparison.Ordinal), StringComparison.Ordinal) + TableHead.Length;
            var end = made.IndexOf("\n## ", start, StringComparison.Ordinal) is > 0 and var next ? next + 1 : made.Length;
            made = made[..start] + TableOf(kind) + (end < made.Length ? "\n" : "") + made[end..];
        }

        if (Environment.GetEnvironmentVariable("INFOSHARE_REFRESH") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), made);
        }

        Assert.True(page == made, $"{Page} has other columns than the hub takes. If that is meant, refresh it: INFOSHARE_REFRESH=1 dotnet test tests --filter FullyQualifiedName~CsvPageTests");
    }

    [Fact]
    public void Every_Encoding_That_May_Be_Stated_Is_On_The_Page()
    {
        var page = Repository.Read(Page);
        Assert.All(TextEncoding.Names.Where(name => !Between().IsMatch(name)), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        Assert.Contains("`windows-1250` to `windows-1257`", page, StringComparison.Ordinal);
        Assert.Equal(8, TextEncoding.Names.Count(name => name.StartsWith("windows-", StringComparison.Ordinal)));
    }

    private static string TableOf(RecordKind kind)
    {
        var table = new StringBuilder();
        foreach (var row in CsvColumns.Of(kind).Chunk(3))
        {
            table.Append("| ").AppendJoin(" | ", row.Select(column => $"`{column}`").Concat(Enumerable.Repeat("", 3 - row.Length))).Append(" |\n");
        }

        return table.ToString();
    }

    [GeneratedRegex("^windows-125[1-6]$")]
    private static partial Regex Between();
}
