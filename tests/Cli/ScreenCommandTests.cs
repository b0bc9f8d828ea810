using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Screening;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Cli;

public sealed class ScreenCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-screen-").FullName;

    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("name\n\"Nordlicht,1\nOstwind,2\n", "A quote is opened and never closed, in the row that begins with 'Nordlicht,1")]
    [InlineData("name\nNordlicht \u00ff\n", "is not UTF-8")]
    public async Task A_File_That_Cannot_Be_Read_Right_Is_Refused_Whole_And_Earlier_Hits_Stay(string text, string message)
    {
        var input = Path.Combine(_folder, "odd.csv");
        await File.WriteAllBytesAsync(input, System.Text.Encoding.Latin1.GetBytes(text));
        var output = Write("hits.csv", "earlier");

        var run = await RunAsync("screen", input, "--name-column", "name", "--out", output);

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("earlier", await File.ReadAllTextAsync(output));
    }

    [Fact]
    public async Task A_File_Is_Screened_With_A_Line_Per_Hit_And_Bad_Rows_Are_Told()
    {
        await PublishAsync("S-1", "Nordlicht Example Trading GmbH");
        await PublishAsync("S-2", "=Ostwind Quarz Ltd");
        var rows = Enumerable.Range(0, 230).Select(at => $"c{at};Unbekannt Xyz{at};DE").ToList();
        rows[10] = "c10;\"Nordlicht Handel, Example GmbH\";DE";
        rows[220] = "c220;Ostwind Quarz Limited;DE";
        rows[30] = "c30;;DE";
        rows[40] = "c40;Ostwind;Germany";
        var input = Write("names.csv", "id;Company;land\n" + string.Join('\n', rows));
        var output = Path.Combine(_folder, "hits.csv");

        var run = await RunAsync("screen", input, "--name-column", "company", "--key-column", "id", "--country-column", "land", "--threshold", "0.6", "--out", output);

        Assert.True(run.ExitCode == ExitCodes.SomeRejected, run.Error);
        Assert.Contains("228 names screened, 2 with hits, 2 hits, 2 rows not taken.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Row 31 is not taken: it has no name.", run.Error, StringComparison.Ordinal);
        Assert.Contains("Row 41 is not taken", run.Error, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(output);
        Assert.Equal("id,row,asked,score,name,country,merchant,records,publishers,reasons,features,algorithm", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[1..], line => Assert.EndsWith($",infoshare-names/{ScoringTable.Version}", line, StringComparison.Ordinal));
        Assert.Contains("words-agree", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("c10,11,\"Nordlicht Handel, Example GmbH\",0.", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=Ostwind Quarz Ltd,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Missing_Column_A_Missing_File_And_A_Wrong_Threshold_Are_Wrong_Usage()
    {
        var input = Write("names.csv", "id,name\n1,x\n");
        var output = Path.Combine(_folder, "hits.csv");
        var wrong = await RunAsync("screen", input, "--name-column", "company", "--out", output);
        Assert.Equal(ExitCodes.Usage, wrong.ExitCode);
        Assert.Contains("There is no column 'company'; the file has id, name.", wrong.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));

        Assert.Equal(ExitCodes.Usage, (await RunAsync("screen", input + "x", "--name-column", "name", "--out", output)).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("screen", input, "--name-column", "name", "--threshold", "7", "--out", output)).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("screen", input, "--name-column", "name", "--out", input)).ExitCode);
        Assert.Equal("id,name\n1,x\n", await File.ReadAllTextAsync(input));
    }

    [Fact]
    public async Task Without_The_Role_It_Is_A_Refusal_And_Earlier_Hits_Stay()
    {
        var input = Write("names.csv", "name\nx\n");
        var output = Write("hits.csv", "earlier");
        var run = await RunAsAsync(_hub.Token("cn-customs", Roles.Publisher), "screen", input, "--name-column", "name", "--out", output);
        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Equal("earlier", await File.ReadAllTextAsync(output));
        Assert.False(File.Exists(output + ".partial"));
    }

    [Fact]
    public async Task A_Dash_Writes_The_Hits_To_The_Standard_Output_And_Countries_May_Be_In_Small_Letters()
    {
        await PublishAsync("S-1", "Nordlicht Example Trading GmbH");
        var input = Write("names.csv", "name,land\nNordlicht Example Trading GmbH,de\n");

        var run = await RunAsync("screen", input, "--name-column", "name", "--country-column", "land", "--kind", "company", "--out", "-");

        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.StartsWith("row,asked,score,name,country,merchant,records,publishers,reasons,features,algorithm\n1,Nordlicht Example Trading GmbH,", run.Out, StringComparison.Ordinal);
        Assert.False(File.Exists("-"));
    }

    [Fact]
    public async Task An_Unknown_Kind_Is_Told_Once_And_Nothing_Is_Sent()
    {
        var run = await RunAsync("screen", Write("names.csv", "name\nx\n"), "--name-column", "name", "--kind", "shop", "--out", Path.Combine(_folder, "hits.csv"));
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains("--kind 'shop' is none of company, ", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => RunAsAsync(_hub.Token("cn-customs", Roles.Reader), arguments);

    private Task<CommandRun> RunAsAsync(string token, params string[] arguments) =>
        CommandRun.WithAsync("", new() { ["INFOSHARE_HUB"] = _hub.Address.ToString(), ["INFOSHARE_TOKEN"] = token }, arguments);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task PublishAsync(string reference, string name)
    {
        var sanction = Invented.Sanction(reference, identifiers: $$"""[{"scheme":"registration","value":"DE:HRB99{{reference[2..]}}"}]""");
        sanction["merchant"]!["names"]![0]!["text"] = name;
        await _hub.PublishAsync("cn-market", "sanctions", sanction);
    }
}
