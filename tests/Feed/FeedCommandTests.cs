using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Tests.Cli;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Feed;

public sealed class FeedCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infoshare-feed-").FullName;

    private HubProcess _hub = null!;

    public async Task InitializeAsync() => _hub = await HubProcess.StartAsync();

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_File_Is_Signed_And_Sent_And_Sending_It_Again_Is_Harmless()
    {
        var key = Path.Combine(_folder, "key.json");
        var made = await new Tool(_hub.Address).RunAsync("feed-key", "--out", key);
        Assert.Equal(ExitCodes.Done, made.ExitCode);
        Assert.DoesNotContain("\"d\"", made.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await new Tool(_hub.Address).RunAsync("feed-key", "--out", key)).ExitCode);
        await RegisterAsync(made.Out);
        var file = Path.Combine(_folder, "alerts.ndjson");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 120).Select(number => Invented.Alert($"A-{number}").ToJsonString()));
        var tool = new Tool(_hub.Address, _hub.Token("demo-pay", Roles.Feed));

        var sent = await tool.RunAsync("feed", file, "--key", key);
        Assert.True(sent.ExitCode == ExitCodes.Done, sent.Error);
        Assert.Equal("created 120", sent.Out.Trim());
        Assert.Equal("created 120", (await tool.RunAsync("feed", file, "--key", key)).Out.Trim());
        var uploaded = await tool.RunAsync("feed", Kinds(file), "--key", key, "--upload");
        Assert.True(uploaded.ExitCode == ExitCodes.Done, uploaded.Error);
        Assert.Equal("unchanged 120", uploaded.Out.Trim());

        await File.WriteAllTextAsync(file, Invented.Alert("B-1").With("riskScore", 900).ToJsonString());
        var rejected = await tool.RunAsync("feed", file, "--key", key);
        Assert.Equal((ExitCodes.SomeRejected, "rejected 1"), (rejected.ExitCode, rejected.Out.Trim()));
        var other = Path.Combine(_folder, "other.json");
        await new Tool(_hub.Address).RunAsync("feed-key", "--out", other);
        await File.WriteAllTextAsync(file, Invented.Alert("B-2").ToJsonString());
        var refused = await tool.RunAsync("feed", file, "--key", other);
        Assert.Equal(ExitCodes.SomeRejected, refused.ExitCode);
        Assert.Contains("no key of this kid", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await tool.RunAsync("feed", file, "--key", Path.Combine(_folder, "none.json"))).ExitCode);
    }

    /// <summary>The lines of an uploaded file are those of a submission: they name their kind.</summary>
    private static string Kinds(string file)
    {
        File.WriteAllLines(file, File.ReadAllLines(file).Select(line => JsonNode.Parse(line)!.AsObject().With("kind", "alert").ToJsonString()));
        return file;
    }

    private async Task RegisterAsync(string key)
    {
        using var administrator = _hub.As("hub-operator", Roles.Administrator);
        using var body = HubDriver.Json(new JsonObject
        {
            ["name"] = "Pay",
            ["kind"] = "payment-institution",
            ["jurisdiction"] = "DE",
            ["groups"] = new JsonArray(),
            ["keys"] = new JsonObject { ["keys"] = new JsonArray(JsonNode.Parse(key)) },
        });
        using var answer = await administrator.PutAsync("agencies/demo-pay", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
