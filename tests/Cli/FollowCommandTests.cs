using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Cli;
using InfoShare.Cli.Hub;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Cli;

public sealed class FollowCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-follow-").FullName;

    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_Prints_Each_Version_Once_Over_Several_Runs_On_One_Place()
    {
        var place = Path.Combine(_folder, "place");
        var first = await _hub.PublishAsync("cn-market", "cases", Invented.Case("F-1"));
        Assert.Equal([first], Ids(await RunAsync("follow", "--once", "--place", place)));
        Assert.Equal([], Ids(await RunAsync("follow", "--once", "--place", place)));
        var second = await _hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("F-2"));
        Assert.Equal([second], Ids(await RunAsync("follow", "--once", "--place", place)));
        Assert.Equal([first, second], Ids(await RunAsync("follow", "--once", "--place", place, "--restart")));
        Assert.Equal([second], Ids(await RunAsync("follow", "--once", "--kinds", "sanction")));
        Assert.Equal([place], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_Void_Place_Is_A_Refusal_That_Says_How_To_Begin_Anew_And_Stays_As_It_Is()
    {
        var place = Path.Combine(_folder, "place");
        await RunAsync("follow", "--once", "--place", place);
        var kept = await File.ReadAllTextAsync(place);
        var directory = _hub.Services.GetRequiredService<AgencyDirectory>();
        var stored = directory.Snapshot.Find(AgencyId.Parse("de-market"))!;
        await directory.PutAsync(stored.Agency with { Groups = ["op-lantern"] }, stored.Revision, CancellationToken.None);

        var run = await RunAsync("follow", "--once", "--place", place);

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("--restart", run.Error, StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllTextAsync(place));
        Assert.Equal(ExitCodes.Done, (await RunAsync("follow", "--once", "--place", place, "--restart")).ExitCode);
    }

    [Fact]
    public async Task A_Place_For_Other_Kinds_And_A_File_That_Is_No_Place_Are_Wrong_Usage()
    {
        var place = Path.Combine(_folder, "place");
        await RunAsync("follow", "--once", "--place", place);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("follow", "--once", "--place", place, "--kinds", "case")).ExitCode);
        await File.WriteAllTextAsync(place, "two words\n");
        Assert.Equal(ExitCodes.Usage, (await RunAsync("follow", "--once", "--place", place)).ExitCode);
        Assert.Equal(ExitCodes.Usage, (await RunAsync("follow", "--once", "--kinds", "rumour")).ExitCode);
    }

    [Fact]
    public async Task A_Token_In_A_File_Is_Read_Again_When_The_Hub_Takes_It_No_More()
    {
        var file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, Expired());
        var id = await _hub.PublishAsync("cn-market", "cases", Invented.Case("F-1"));
        Assert.Equal(ExitCodes.HubRefused, (await RunAsync("follow", "--once", "--token-file", file)).ExitCode);

        using var client = new HubClient(_hub.Address, HubToken.In(new(file)), (_, _) => { });
        await Assert.ThrowsAsync<HubRefusedException>(() => client.GetJsonAsync("changes", CancellationToken.None));
        await File.WriteAllTextAsync(file, _hub.Token("de-market", Roles.Reader));
        var page = await client.GetJsonAsync("changes", CancellationToken.None);
        Assert.Equal(id, page.GetProperty("items")[0].GetProperty("record").GetProperty("id").GetString());
        Assert.Equal([id], Ids(await RunAsync("follow", "--once", "--token-file", file)));
        Assert.Equal(ExitCodes.Usage, (await RunAsync("follow", "--once", "--token-file", Path.Combine(_folder, "none"))).ExitCode);
    }

    private string Expired()
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(_hub.DataDirectory, EmbeddedIssuer.KeyFile));
        return key.CreateToken(AgencyId.Parse("de-market"), Roles.Reader, TimeSpan.FromMinutes(1), TimeProvider.System.GetUtcNow().AddHours(-1));
    }

    private static List<string> Ids(CommandRun run)
    {
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error);
        return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["record"]!["id"]!.GetValue<string>())];
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.WithAsync("", new() { ["INFOSHARE_HUB"] = _hub.Address.ToString(), ["INFOSHARE_TOKEN"] = _hub.Token("de-market", Roles.Reader) }, arguments);
}
