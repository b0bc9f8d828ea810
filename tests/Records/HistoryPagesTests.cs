using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Records;

public sealed class HistoryPagesTests
{
    [Fact]
    public async Task A_History_Is_Read_In_Pages_That_Together_Have_Every_Version_Once()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("R"));
        for (var version = 1; version < 5; version++)
        {
            await CorrectAsync(client, id, version);
        }

        Assert.Equal([[5, 4, 3, 2, 1]], await PagesAsync(client, id, 5));
        Assert.Equal([[5, 4], [3, 2], [1]], await PagesAsync(client, id, 2));
        using var tooMany = await client.GetAsync($"records/{id}/history?limit=501");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
    }

    [Fact]
    public async Task A_Version_That_Is_Hidden_Ends_No_Listing()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var publisher = hub.As("cn-customs", Roles.Publisher);
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("R"));
        await CorrectAsync(publisher, id, 1, """{"tlp":"RED","audience":[{"agency":"cn-tax"}]}""");
        await CorrectAsync(publisher, id, 2);
        using var reader = hub.As("cn-market", Roles.Reader);
        Assert.Equal([[3], [], [1]], await PagesAsync(reader, id, 1));
    }

    private static async Task CorrectAsync(HttpClient client, string id, int version, string label = """{"tlp":"GREEN"}""")
    {
        var record = Invented.Sanction("R", label).With("change", new JsonObject { ["reason"] = "A slip." }).With("summary", $"Changed {version} times.");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"records/{id}") { Content = HubDriver.Json(record) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<List<List<int>>> PagesAsync(HttpClient client, string id, int limit)
    {
        var pages = new List<List<int>>();
        for (string? next = ""; next is not null;)
        {
            using var answer = await client.GetAsync($"records/{id}/history?limit={limit}{(next.Length == 0 ? "" : $"&cursor={next}")}");
            var page = await HubDriver.ReadAsync(answer);
            pages.Add([.. page["items"]!.AsArray().Select(item => item!["version"]!.GetValue<int>())]);
            next = page["next"]?.GetValue<string>();
        }

        return pages;
    }
}
