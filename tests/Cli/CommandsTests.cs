using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

/// <summary>Every command of the built tool against a hub in a process of its own.</summary>
public sealed class CommandsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-cli-").FullName;

    private HubProcess _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartAsync();
        await _hub.RegisterAsync("de-market", "market-regulator");
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_First_Token_Registers_Agencies_And_Suspends_Them()
    {
        var token = await Done(new Tool(_hub.Address).RunAsync("token", "--data", _hub.Data, "--agency", "hub-operator", "--roles", "administrator"));
        var administrator = new Tool(_hub.Address, token.Out.Trim());

        Assert.Contains("hub-operator", (await Done(administrator.RunAsync("whoami"))).Out, StringComparison.Ordinal);
        Assert.Matches("^id +name +kind +jurisdiction +membership +groups +status", (await Done(administrator.RunAsync("agency", "list"))).Out);
        await Done(administrator.RunAsync("agency", "add", "de-customs", "--name", "Zoll", "--kind", "customs", "--jurisdiction", "DE", "--groups", "op-lantern", "--time-zone", "Europe/Berlin"));
        var again = await administrator.RunAsync("agency", "add", "de-customs", "--name", "Zoll", "--kind", "tax", "--jurisdiction", "DE");
        Assert.Equal(ExitCodes.HubRefused, again.ExitCode);
        Assert.Contains("an agency 'de-customs' already", again.Error, StringComparison.Ordinal);
        var customs = ToolOf("de-customs", Roles.Reader);
        await Done(customs.RunAsync("whoami"));
        Assert.DoesNotContain("groups", (await Done(customs.RunAsync("agency", "list"))).Out, StringComparison.Ordinal);

        await Done(administrator.RunAsync("agency", "suspend", "de-customs"));

        var refused = await customs.RunAsync("whoami");
        Assert.Equal(ExitCodes.HubRefused, refused.ExitCode);
        Assert.Contains("401", refused.Error, StringComparison.Ordinal);
        var line = Assert.Single((await Done(administrator.RunAsync("agency", "list"))).Out.Split('\n'), line => line.StartsWith("de-customs", StringComparison.Ordinal));
        Assert.Matches("^de-customs +Zoll +customs +DE +partner +op-lantern +suspended", line);
    }

    [Fact]
    public async Task A_Role_That_Is_Missing_Is_A_Refusal()
    {
        var refused = await ToolOf("de-market", Roles.Reader).RunAsync("agency", "add", "de-other", "--name", "Other", "--kind", "customs", "--jurisdiction", "DE");

        Assert.Equal(ExitCodes.HubRefused, refused.ExitCode);
        Assert.Contains("403", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_File_Is_Published_Once_And_Corrected_Only_When_Asked()
    {
        var tool = ToolOf("de-market", Roles.Publisher);
        var first = Save("first.ndjson", Line("N-1", "Old"), Line("N-2", "Same"));
        var second = Save("second.ndjson", Line("N-1", "New"), Line("N-2", "Same"), "{\"kind\":\"sanction\"}");

        Assert.Contains("no line to publish", (await Done(tool.RunAsync("publish", Save("empty.ndjson")))).Error, StringComparison.Ordinal);
        Assert.Equal(["created 2"], Outcomes(await Done(tool.RunAsync("publish", first))));
        var outcomes = Path.Combine(_folder, "outcomes.ndjson");
        var rejected = await tool.RunAsync("publish", second, "--outcomes", outcomes);
        Assert.Equal((ExitCodes.SomeRejected, "rejected 2,unchanged 1"), (rejected.ExitCode, string.Join(',', Outcomes(rejected))));
        Assert.Equal(["rejected", "unchanged", "rejected"], (await File.ReadAllLinesAsync(outcomes)).Select(outcome => JsonNode.Parse(outcome)!["result"]!.GetValue<string>()));
        Assert.Equal(["corrected 1", "rejected 1", "unchanged 1"], Outcomes(await tool.RunAsync("publish", second, "--update")));
        var superseded = await Done(tool.RunAsync("publish", first));
        Assert.Equal(["unchanged 2"], Outcomes(superseded));
        Assert.Contains("1 lines changed nothing: a later version has replaced", superseded.Error, StringComparison.Ordinal);
        Assert.Contains("(N-1). To bring that content back, add --update --force.", superseded.Error, StringComparison.Ordinal);
        Assert.Equal(["corrected 1", "unchanged 1"], Outcomes(await Done(tool.RunAsync("publish", first, "--update", "--force"))));
    }

    [Fact]
    public async Task A_Csv_Comes_Back_With_What_Is_Wrong_With_Its_Rows()
    {
        var tool = ToolOf("de-market", Roles.Publisher);
        const string Header = "reference;name;id.uscc;merchant.kind;tlp;summary;language;category;measure.1.kind";
        const string Ruined = "C-2;Beispiel GmbH;9.13101E+17;company;GREEN;Not delivered.;en;non-delivery;warning";
        var file = Save("rows.csv", Header, "C-1;\"Beispiel; GmbH\";;company;GREEN;Not delivered.;en;non-delivery;warning", Ruined);
        var rejectedFile = Path.Combine(_folder, "rejected.csv");

        var run = await tool.RunAsync("publish", file, "--kind", "sanction", "--rejected", rejectedFile);

        Assert.Equal((ExitCodes.SomeRejected, "created 1,rejected 1"), (run.ExitCode, string.Join(',', Outcomes(run))));
        var rejected = await File.ReadAllLinesAsync(rejectedFile);
        Assert.Equal($"{Header};errors", rejected[0]);
        Assert.StartsWith($"{Ruined};\"id.uscc: '9.13101E+17'", rejected[1], StringComparison.Ordinal);
        Assert.Equal(2, rejected.Length);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("gb18030")]
    public async Task A_Csv_May_Be_In_The_Encoding_That_It_Is_Said_To_Be_In(string charset)
    {
        var file = Path.Combine(_folder, $"{charset}.csv");
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        await File.WriteAllTextAsync(
            file,
            $"reference,name,merchant.kind,tlp,summary,language,category,measure.1.kind\r\nE-{charset},示例贸易有限公司,company,GREEN,未交货。,zh,non-delivery,warning\r\n",
            System.Text.Encoding.GetEncoding(charset));

        var run = await Done(ToolOf("de-market", Roles.Publisher | Roles.Reader).RunAsync("publish", file, "--kind", "sanction", "--charset", charset));

        Assert.Equal(["created 1"], Outcomes(run));
        await EventuallyPublished(1);
        Assert.Contains("示例贸易有限公司", (await Done(ToolOf("de-market", Roles.Reader).RunAsync("lookup", "--name", "示例贸易有限公司"))).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sanctions", "sanction")]
    [InlineData("cases", "case")]
    [InlineData("alerts", "alert")]
    public async Task A_Template_Has_Only_Columns_That_The_Hub_Takes(string kinds, string kind)
    {
        var tool = ToolOf("de-market", Roles.Publisher);
        var template = await Done(tool.RunAsync("template", kinds));
        var file = Path.Combine(_folder, $"{kinds}.csv");
        await File.WriteAllTextAsync(file, template.Out + $"T-{kind}\n");

        var run = await tool.RunAsync("publish", file);

        Assert.Equal((ExitCodes.SomeRejected, "rejected 1"), (run.ExitCode, string.Join(',', Outcomes(run))));
        Assert.Contains("missing-member", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown-member", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Mirror_Retracts_What_Is_Gone_But_Asks_When_That_Is_Much()
    {
        var tool = ToolOf("de-market", Roles.Publisher | Roles.Reader);
        var lines = Enumerable.Range(1, 20).Select(number => Line($"M-{number}", "Mirrored")).ToArray();
        await Done(tool.RunAsync("publish", Save("all.ndjson", lines)));
        await EventuallyPublished(20);

        var few = await tool.RunAsync("publish", Save("few.ndjson", lines[..10]), "--mirror");
        Assert.Equal(ExitCodes.Usage, few.ExitCode);
        Assert.Contains("--yes", few.Error, StringComparison.Ordinal);
        Assert.Equal(["retracted 1", "unchanged 19"], Outcomes(await Done(tool.RunAsync("publish", Save("most.ndjson", lines[..19]), "--mirror"))));
        await EventuallyPublished(19);
        Assert.Equal(["retracted 9", "unchanged 10"], Outcomes(await Done(tool.RunAsync("publish", Save("few.ndjson", lines[..10]), "--mirror", "--yes"))));
    }

    [Fact]
    public async Task A_Mirror_Of_A_File_Without_Lines_Retracts_All_Of_Its_Kind_But_Asks_Before()
    {
        var tool = ToolOf("de-market", Roles.Publisher | Roles.Reader);
        var cases = Enumerable.Range(1, 2).Select(number => Invented.Case($"E-{number}").With("kind", "case").ToJsonString());
        await Done(tool.RunAsync("publish", Save("all.ndjson", [Line("E-1", "Emptied"), .. cases])));
        await EventuallyPublished(3);
        var (empty, header) = (Save("empty.ndjson"), Save("header.csv", "reference,name,category,measure.1.kind"));

        var everything = await tool.RunAsync("publish", empty, "--mirror");
        Assert.Equal(ExitCodes.Usage, everything.ExitCode);
        Assert.Contains("the file lacks 3 of the 3 records that you have published (sanction, case, alert)", everything.Error, StringComparison.Ordinal);
        var sanctions = await tool.RunAsync("publish", header, "--mirror");
        Assert.Equal(ExitCodes.Usage, sanctions.ExitCode);
        Assert.Contains("the file lacks 1 of the 1 records that you have published (sanction)", sanctions.Error, StringComparison.Ordinal);
        await EventuallyPublished(3);
        Assert.Equal(["retracted 1"], Outcomes(await Done(tool.RunAsync("publish", header, "--mirror", "--yes"))));
        await EventuallyPublished(2);
        Assert.Equal(ExitCodes.Usage, (await tool.RunAsync("publish", empty, "--mirror", "--kind", "case")).ExitCode);
        Assert.Contains("no line to publish", (await Done(tool.RunAsync("publish", empty, "--mirror", "--kind", "sanction"))).Error, StringComparison.Ordinal);
        Assert.Equal(["retracted 2"], Outcomes(await Done(tool.RunAsync("publish", empty, "--mirror", "--yes"))));
    }

    [Fact]
    public async Task A_Delisted_Record_That_Is_Back_In_The_File_Is_Reinstated_When_Forced()
    {
        var tool = ToolOf("de-market", Roles.Publisher | Roles.Reader);
        var (same, old, @new) = (Line("B-1", "Same"), Line("B-2", "Old"), Line("B-2", "New"));
        string[] kept = [.. Enumerable.Range(1, 40).Select(number => Line($"K-{number}", "Kept"))];
        var back = Save("back.ndjson", [same, @new, .. kept]);
        await Done(tool.RunAsync("publish", Save("all.ndjson", [same, old, .. kept])));
        await EventuallyPublished(42);
        Assert.Equal(["retracted 2", "unchanged 40"], Outcomes(await Done(tool.RunAsync("publish", Save("kept.ndjson", kept), "--mirror"))));
        await EventuallyPublished(40);

        var unforced = await tool.RunAsync("publish", back, "--update", "--mirror");
        Assert.Equal((ExitCodes.SomeRejected, "rejected 1,unchanged 41"), (unforced.ExitCode, string.Join(',', Outcomes(unforced))));
        Assert.Contains("(B-1, B-2). To bring that content back, add --update --force.", unforced.Error, StringComparison.Ordinal);
        var outcomes = Path.Combine(_folder, "back.outcomes");
        Assert.Equal(["corrected 1", "reinstated 1", "unchanged 40"], Outcomes(await Done(tool.RunAsync("publish", back, "--update", "--force", "--mirror", "--outcomes", outcomes))));

        Assert.Equal(Enumerable.Range(1, 42), (await File.ReadAllLinesAsync(outcomes)).Select(outcome => JsonNode.Parse(outcome)!["line"]!.GetValue<int>()).Order());
        await EventuallyPublished(42);
        Assert.Equal(["unchanged 42"], Outcomes(await Done(tool.RunAsync("publish", back, "--update", "--mirror"))));
    }

    [Fact]
    public async Task A_Merchant_Is_Looked_Up_By_Identifier_Name_And_Record()
    {
        const string Identifiers = """[{"scheme":"registration","value":"DE:HRB999001"},{"scheme":"registration","value":"RO:J40/999001/2099"}]""";
        var input = Invented.Sanction("L-1", identifiers: Identifiers, name: "Looked Up GmbH").With("kind", "sanction")
            .With("parties", JsonNode.Parse("""[{"role":"carrier","names":[{"text":"Carrier AG","kind":"legal"}],"country":"AT"}]"""));
        await Done(ToolOf("de-market", Roles.Publisher).WithInputAsync(input.ToJsonString(), "publish", "-"));
        var reader = ToolOf("de-market", Roles.Reader);
        await EventuallyPublished(1);

        var table = (await Done(reader.RunAsync("lookup", "registration", "DE:HRB999001"))).Out;
        Assert.Contains("Looked Up GmbH", table, StringComparison.Ordinal);
        Assert.Matches("carrier +Carrier AG +AT +sanction_", table);
        var named = (await Done(reader.RunAsync("lookup", "--name", "looked up"))).Out.Split('\n')[1];
        Assert.Matches("^Looked Up GmbH +1 +sanction +de-market +sanction_", named);
        var id = named.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        var json = JsonDocument.Parse((await Done(reader.RunAsync("lookup", "--record", id, "--json"))).Out).RootElement;
        Assert.Equal("L-1", json.GetProperty("records")[0].GetProperty("reference").GetString());
        Assert.Equal("Nothing known that you may see.", (await Done(reader.RunAsync("lookup", "registration", "DE:HRB999999"))).Out.Trim());
        Assert.Empty((await Done(reader.RunAsync("lookup", "registration", "DE:HRB999999", "--json"))).Out);
        Assert.Equal(ExitCodes.Usage, (await reader.RunAsync("lookup", "vat", "not-a-vat-number")).ExitCode);
        Assert.Contains("Looked Up GmbH", (await Done(reader.RunAsync("lookup", "registration", "RO:J40/999001/2099"))).Out, StringComparison.Ordinal);
        foreach (var (value, sign) in new[] { ("../../me", '/'), ("a?b", '?'), ("a#b", '#') })
        {
            Assert.Contains($"must not hold '{sign}'", (await reader.RunAsync("lookup", "app", value, "--json")).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_Large_File_Goes_In_Parts_And_Its_Outcomes_Keep_Their_Lines()
    {
        var file = Save("parts.ndjson", [.. Enumerable.Range(1, 30).Select(number => number % 10 == 0 ? "{" : Line($"P-{number}", "Part"))]);
        var outcomes = Path.Combine(_folder, "parts.outcomes");

        var run = await ToolOf("de-market", Roles.Publisher).RunAsync("publish", file, "--batch-bytes", "2000", "--outcomes", outcomes);

        Assert.Equal(["created 27", "rejected 3"], Outcomes(run));
        Assert.Equal(Enumerable.Range(1, 30), (await File.ReadAllLinesAsync(outcomes)).Select(outcome => JsonNode.Parse(outcome)!["line"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_Hub_That_Went_Away_Is_Unreachable()
    {
        await _hub.StopAsync(TimeSpan.FromSeconds(30));

        var run = await new Tool(_hub.Address, "token").RunAsync("publish", Save("any.ndjson", Line("U-1", "Unreachable")));

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("cannot be reached", run.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandRun> Done(Task<CommandRun> running)
    {
        var run = await running;
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
        return run;
    }

    /// <summary>The summary without its head, blanks squeezed.</summary>
    private static string[] Outcomes(CommandRun run) =>
        [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    private static string Line(string reference, string name) => Invented.Sanction(reference, name: name).With("kind", "sanction").ToJsonString();

    private string Save(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private Tool ToolOf(string agency, Roles roles) => new(_hub.Address, _hub.Token(agency, roles));

    private async Task EventuallyPublished(int count)
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
