using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

/// <summary>CSV files as people have them, published by the built tool to a hub in a process of its own.</summary>
public sealed class CsvPublicationTests : IAsyncLifetime
{
    private const string Header = "reference,name,merchant.kind,tlp,summary,language,category,measure.1.kind";

    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-csv-").FullName;

    private HubProcess _hub = null!;

    private Tool _tool = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartAsync();
        await _hub.RegisterAsync("de-market", "market-regulator");
        _tool = new(_hub.Address, _hub.Token("de-market", Roles.Publisher | Roles.Reader));
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_Correction_Changes_The_Row_That_Changed_And_No_Other_Whatever_Quotes_Names_Have()
    {
        string Rows(string fifth, string seventh) => string.Join('\n', Enumerable.Range(1, 12).Select(row =>
            Row($"W{row}", row is 2 or 4 ? "Screens 12\" Ltd" : "Invented Ltd", row switch { 5 => fifth, 7 => seventh, _ => "As it was." })));
        await PublishedAsync("created 12", Save(Header, Rows("As it was.", "As it was.")));
        await PublishedAsync("corrected 1,unchanged 11", Save(Header, Rows("As it was.", "Newer.")), "--update");

        var outcomes = Path.Combine(_folder, "outcomes.ndjson");
        var run = await _tool.RunAsync("publish", Save(Header, Rows("Changed.", "As it was.")), "--kind", "sanction", "--update", "--outcomes", outcomes);

        Assert.Equal("corrected 1,unchanged 11", Summary(run));
        Assert.Contains("(W7). To bring that content back, add --update --force.", run.Error, StringComparison.Ordinal);
        var corrected = Assert.Single((await File.ReadAllLinesAsync(outcomes)).Select(line => JsonNode.Parse(line)!), outcome => (string)outcome["result"]! == "corrected");
        Assert.Equal((6, "W5", 2), ((int)corrected["line"]!, (string)corrected["reference"]!, (int)corrected["version"]!));
    }

    [Fact]
    public async Task Rejected_Rows_Are_Those_That_The_Hub_Rejected_And_Can_Be_Mended_Where_They_Came_Back()
    {
        var rejected = Path.Combine(_folder, "rejected.csv");
        var file = Save(
            Header, Row("Q1", "\"Never closed"), Row("Q2", "Screens 12\" Ltd"), Row("Q3", "Fine Ltd", tlp: "PURPLE"), Row("Q4", "\"Closed\", too"), Row("Q5", "Fine Ltd", summary: "\"Two\nlines\""), ",,,,,,,");

        var run = await _tool.RunAsync("publish", file, "--kind", "sanction", "--rejected", rejected);

        Assert.Equal((ExitCodes.SomeRejected, "created 2,rejected 3"), (run.ExitCode, Summary(run)));
        var text = await File.ReadAllTextAsync(rejected);
        Assert.Equal([Header + ",errors", Row("Q1", "\"Never closed"), Row("Q3", "Fine Ltd", tlp: "PURPLE"), Row("Q4", "\"Closed\", too"), ""], text.Split('\n').Select(line => line.Split(",\"tlp:")[0].Split(",\"The ")[0]));

        var mended = Save(text.Replace("\"Never closed", "Closed", StringComparison.Ordinal).Replace("PURPLE", "GREEN", StringComparison.Ordinal).Replace("\"Closed\", too", "Closed too", StringComparison.Ordinal));
        await PublishedAsync("created 3", mended);
    }

    [Fact]
    public async Task A_Quote_That_Is_Never_Closed_Costs_Its_Own_Row_Alone_In_A_Long_File()
    {
        var rejected = Path.Combine(_folder, "rejected.csv");
        var file = Save([Header, Row("U1", "\"Never closed"), .. Enumerable.Range(2, 2_999).Select(row => Row($"U{row}", "Invented Ltd"))]);

        var run = await _tool.RunAsync("publish", file, "--kind", "sanction", "--rejected", rejected, "--batch-bytes", "100000");

        Assert.Equal((ExitCodes.SomeRejected, "created 2999,rejected 1"), (run.ExitCode, Summary(run)));
        Assert.Equal(2, (await File.ReadAllLinesAsync(rejected)).Length);
    }

    [Theory]
    [InlineData("9.13E+12,Invented Ltd")]
    [InlineData("'9131012345020,Invented Ltd")]
    [InlineData(",Invented Ltd")]
    public async Task A_Mirror_Retracts_Nothing_While_A_Reference_Is_Ruined(string ruined)
    {
        var rows = Enumerable.Range(0, 40).Select(row => Row($"91310123450{row:00}", "Invented Ltd")).ToArray();
        await PublishedAsync("created 40", Save([Header, .. rows]));
        await EventuallyPublishedAsync(40);
        rows[20] = rows[20].Replace("9131012345020,Invented Ltd", ruined, StringComparison.Ordinal);

        var run = await _tool.RunAsync("publish", Save([Header, .. rows]), "--kind", "sanction", "--update", "--mirror");

        Assert.Equal((ExitCodes.Usage, "rejected 1,unchanged 39"), (run.ExitCode, Summary(run)));
        Assert.Contains("Nothing was retracted", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Mirror_Retracts_Nothing_While_A_Rows_Cells_Are_Out_Of_Place()
    {
        const string NameFirst = "name,reference,merchant.kind,tlp,summary,language,category,measure.1.kind";
        const string Rest = "company,GREEN,As it was.,en,non-delivery,warning";
        var rows = Enumerable.Range(1, 40).Select(row => $"Invented Ltd,P{row},{Rest}").ToArray();
        await PublishedAsync("created 40", Save([NameFirst, .. rows]));
        await EventuallyPublishedAsync(40);
        rows[7] = $"Invented, Ltd,P8,{Rest}";

        var run = await _tool.RunAsync("publish", Save([NameFirst, .. rows]), "--kind", "sanction", "--mirror");

        Assert.Equal((ExitCodes.Usage, "rejected 1,unchanged 39"), (run.ExitCode, Summary(run)));
    }

    [Fact]
    public async Task A_File_Whose_Rows_End_With_Carriage_Returns_Is_Published()
    {
        var file = Path.Combine(_folder, "old.csv");
        await File.WriteAllTextAsync(file, string.Join('\r', Header, Row("R1", "Invented Ltd"), Row("R2", "Fine Ltd", summary: "\"Two\rlines\""), ""));

        await PublishedAsync("created 2", file, "--mirror");
    }

    [Fact]
    public async Task A_File_That_The_Hub_Refuses_Is_Not_Said_To_Have_No_Line()
    {
        var run = await _tool.RunAsync("publish", Save("reference,nmae", "A,b"), "--kind", "sanction");

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("Do you mean 'name'?", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no line", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_File_In_Utf16_Without_A_Mark_Has_Its_Own_Rows_And_No_Other()
    {
        var file = Path.Combine(_folder, "wide.csv");
        await File.WriteAllBytesAsync(file, Encoding.Unicode.GetBytes(string.Join("\r\n", "sep=,", Header, Row("X1", "Erfundene Geräte GmbH"), Row("X2", "示例贸易有限公司"), "")));

        await PublishedAsync("created 2", file, "--batch-bytes", "1");
        await PublishedAsync("corrected 1,unchanged 1", Save(Header, Row("X1", "Erfundene Geräte GmbH"), Row("X2", "示例贸易有限公司", summary: "Changed.")), "--update");
    }

    private static string Row(string reference, string name, string summary = "As it was.", string tlp = "GREEN") =>
        $"{reference},{name},company,{tlp},{summary},en,non-delivery,warning";

    private static string Summary(CommandRun run) =>
        string.Join(',', run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    private async Task PublishedAsync(string expected, string file, params string[] options)
    {
        var run = await _tool.RunAsync(["publish", file, "--kind", "sanction", .. options]);
        Assert.True((ExitCodes.Done, expected) == (run.ExitCode, Summary(run)), $"{run.ExitCode} {Summary(run)} {run.Error}");
    }

    private string Save(params string[] rows)
    {
        var path = Path.Combine(_folder, $"{Path.GetRandomFileName()}.csv");
        File.WriteAllText(path, string.Join('\n', rows) + "\n");
        return path;
    }

    private async Task EventuallyPublishedAsync(int count)
    {
        using var reader = _hub.As("de-market", Roles.Reader);
        for (var tries = 0; ; tries++)
        {
            using var response = await reader.GetAsync(new Uri("records?publisher=me&status=active&limit=500", UriKind.Relative));
            if ((await HubDriver.ReadAsync(response))["items"]!.AsArray().Count == count)
            {
                return;
            }

            Assert.True(tries < 200, "The records did not become visible in time.");
            await Task.Delay(50);
        }
    }
}
