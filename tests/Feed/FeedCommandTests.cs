using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Feed;
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
        var again = await tool.RunAsync("feed", file, "--key", key);
        Assert.Equal("created 120", again.Out.Trim());
        var uploaded = await tool.RunAsync("feed", file, "--key", key, "--upload");
        Assert.True(uploaded.ExitCode == ExitCodes.Done, uploaded.Error);
        Assert.Equal("unchanged 120", uploaded.Out.Trim());

        await File.WriteAllTextAsync(file, Invented.Alert("B-1").With("riskScore", 900).ToJsonString());
        var rejected = await tool.RunAsync("feed", file, "--key", key);
        Assert.Equal((ExitCodes.SomeRejected, "rejected 1"), (rejected.ExitCode, rejected.Out.Trim()));
        Assert.Contains("B-1: /riskScore: ", rejected.Error, StringComparison.Ordinal);
        var other = Path.Combine(_folder, "other.json");
        await new Tool(_hub.Address).RunAsync("feed-key", "--out", other);
        await File.WriteAllTextAsync(file, Invented.Alert("B-2").ToJsonString());
        var refused = await tool.RunAsync("feed", file, "--key", other);
        Assert.Equal(ExitCodes.SomeRejected, refused.ExitCode);
        Assert.Contains("no key of this kid", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await tool.RunAsync("feed", file, "--key", Path.Combine(_folder, "none.json"))).ExitCode);
    }

    [Fact]
    public async Task What_Was_Refused_Before_Its_Key_Was_Registered_Is_Sent_Again_And_Taken()
    {
        var key = Path.Combine(_folder, "key.json");
        var made = await new Tool(_hub.Address).RunAsync("feed-key", "--out", key);
        using var other = FeedSigningKey.New();
        await RegisterAsync(other.PublicJwk());
        var file = Path.Combine(_folder, "alerts.ndjson");
        await File.WriteAllTextAsync(file, Invented.Alert("A-1").ToJsonString());
        var tool = new Tool(_hub.Address, _hub.Token("demo-pay", Roles.Feed));
        Assert.Equal(ExitCodes.SomeRejected, (await tool.RunAsync("feed", file, "--key", key)).ExitCode);
        await RegisterAsync(made.Out, isThere: true);
        var taken = await tool.RunAsync("feed", file, "--key", key);
        Assert.Equal((ExitCodes.Done, "created 1"), (taken.ExitCode, taken.Out.Trim()));
        Assert.DoesNotContain("no key", taken.Error, StringComparison.Ordinal);
    }

    private async Task RegisterAsync(string key, bool isThere = false)
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
        using var put = new HttpRequestMessage(HttpMethod.Put, "agencies/demo-pay") { Content = body };
        if (isThere)
        {
            using var found = await administrator.GetAsync("agencies/demo-pay");
            put.Headers.IfMatch.Add(found.Headers.ETag!);
        }

        using var answer = await administrator.SendAsync(put);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
