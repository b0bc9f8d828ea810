using System.Text;
using InfoShare.Datasets;
using InfoShare.Datasets.Formats;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

public sealed class SpreadsheetTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")")]
    [InlineData("+49 30 1234", "'+49 30 1234")]
    [InlineData("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1+1", "\t'=1+1")]
    [InlineData("  =1+1", "  '=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("a;=1+1;b", "a;'=1+1;b")]
    [InlineData("a;\"=1+1\"", "a;\"'=1+1\"")]
    [InlineData("first\n=1+1", "first\n'=1+1")]
    [InlineData("-0.93", "-0.93")]
    [InlineData("-0.93;12", "-0.93;12")]
    [InlineData("a-b=c", "a-b=c")]
    [InlineData("mail@example.org", "mail@example.org")]
    [InlineData("--1", "'--1")]
    [InlineData("-", "'-")]
    [InlineData("", "")]
    public void What_A_Spreadsheet_Would_Execute_Is_Made_A_Text(string cell, string safe) => Assert.Equal(safe, SafeCell.Of(cell));

    [Fact]
    public async Task A_Formula_In_A_Name_Stays_A_Text_In_Every_Csv_And_As_It_Is_Elsewhere()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("=1+1", """{"tlp":"CLEAR"}""", name: "=cmd|' /C calc'!A0"));
        foreach (var dataset in new[] { DatasetName.Sanctions, DatasetName.Merchants })
        {
            var version = await hub.BuildAsync(dataset);
            foreach (var file in version.Segment("members")!.Files.Where(file => file.MediaType == "text/csv"))
            {
                Assert.Contains("'=cmd", await hub.ContentAsync(version, "members", file.Name), StringComparison.Ordinal);
                Assert.DoesNotMatch("(^|[,;\"\n])=", await hub.ContentAsync(version, "members", file.Name));
            }

            var line = Assert.Single(await hub.LinesAsync(version, "members", DatasetFiles.Full(dataset, DatasetFormat.Ndjson)));
            Assert.Contains("\"=cmd|", line.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_Row_Has_Every_Value_Of_The_Record_In_Its_Column()
    {
        var hub = await DatasetHub.StartAsync();
        var record = Invented.Sanction("2026-1", """{"tlp":"AMBER","audience":[{"kind":"customs","jurisdiction":"DE"},{"agency":"cn-market"}]}""")
            .With("measures", System.Text.Json.Nodes.JsonNode.Parse("""[{"kind":"fine","amount":{"value":"100.00","currency":"EUR"}},{"kind":"import-ban","from":"2026-03-01"}]"""))
            .With("parties", System.Text.Json.Nodes.JsonNode.Parse("""[{"role":"carrier","names":[{"text":"One","kind":"legal"},{"text":"Two; and","kind":"alias"}]},{"role":"other","names":[{"text":"Three","kind":"legal"}]}]"""));
        await hub.PublishAsync("cn-customs", record);
        var version = await hub.BuildAsync();
        var segment = version.Segments.Single(segment => segment.Rows == 1);

        var rows = Parse(await hub.ContentAsync(version, segment.Id, "sanctions.csv.gz"));

        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[0].Count, rows[1].Count);
        var row = rows[0].Zip(rows[1]).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal("2026-1", row["reference"]);
        Assert.Equal("Nordlicht Handels GmbH", row["name"]);
        Assert.Equal("DE:HRB999001", row["id.registration"]);
        Assert.Equal("cn-market;jurisdiction:DE+kind:customs", Sorted(row["audience"]));
        Assert.Equal("fine;import-ban", row["measures.kind"]);
        Assert.Equal("100.00;", row["measures.amount.value"]);
        Assert.Equal(";2026-03-01", row["measures.from"]);
        Assert.Equal("carrier;other", row["parties.role"]);
        Assert.Equal("\"One|Two; and\";Three", row["parties.names.text"]);
        Assert.Equal("2026-03-12", row["decidedOn"]);
        Assert.Equal("", row["severity"]);
    }

    [Fact]
    public async Task The_Columns_For_Screening_Are_Exactly_These()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", """{"tlp":"CLEAR"}"""));
        var version = await hub.BuildAsync();

        var text = await hub.ContentAsync(version, "members", "targets.simple.csv.gz");

        Assert.StartsWith(
            "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\"sanctions\",\"phones\",\"emails\",\"program_ids\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n",
            text,
            StringComparison.Ordinal);
        var row = Parse(text)[1];
        Assert.Equal(("Company", "Nordlicht Handels GmbH", "de", "DE:HRB999001"), (row[1], row[2], row[5], row[7]));
        Assert.Equal("non-delivery - warning - active - 2026-03-12", row[8]);
        Assert.Equal("2026-03-20T12:00:00", row[13]);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Several_Values_Of_A_Cell_Can_Be_Told_Apart()
    {
        Assert.Equal("a;b", CsvRow.Join(["a", "b"]));
        Assert.Equal("\"a;b\";\"say \"\"c\"\"\"", CsvRow.Join(["a;b", "say \"c\""]));
        Assert.Equal(";b", CsvRow.Join(["", "b"]));
        Assert.Equal("", CsvRow.Join(["", ""]));
    }

    private static string Sorted(string audience) =>
        string.Join(';', audience.Split(';').Select(entry => string.Join('+', entry.Split('+').Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));

    /// <summary>RFC 4180, read by other code than wrote it.</summary>
    private static List<List<string>> Parse(string text)
    {
        var rows = new List<List<string>> { new() };
        var (cell, inQuotes) = (new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (unit == '"' && inQuotes && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else if (unit == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (unit is ',' or '\n' && !inQuotes)
            {
                rows[^1].Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (unit == '\n')
                {
                    rows.Add([]);
                }
            }
            else
            {
                cell.Append(unit);
            }
        }

        rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}
