using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Submissions;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Submissions;

public class SubmissionCursorTests
{
    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    [StoreFact]
    public void An_Id_Comes_Back_From_Its_Numbers()
    {
        var id = SubmissionId.New(TimeProvider.System);
        Assert.Equal(id.ToString(), SubmissionId.OfNumbers(id.ToNumbers()));
    }

    [StoreFact]
    public async Task Lists_Go_On_From_Encrypted_Cursors_That_Are_Good_For_Their_Agency_And_List_Alone()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync(await SettingsAsync());
        using var client = hub.As("cn-customs", Roles.Publisher);
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            ids.Insert(0, await SubmitAsync(client));
        }

        Assert.Equal(ids, await PagesAsync(client, "submissions?limit=1", item => item["id"]!.GetValue<string>()));
        await DoneAsync(client, ids[0]);
        Assert.Equal([1, 2, 3], await PagesAsync(client, $"submissions/{ids[0]}/outcomes?limit=1", item => item["line"]!.GetValue<int>()));

        var cursor = (await ReadAsync(client, "submissions?limit=1"))["next"]!.GetValue<string>();
        Assert.DoesNotContain(ids[0], cursor, StringComparison.Ordinal);
        using var other = hub.As("cn-market", Roles.Publisher);
        foreach (var (by, path) in new[]
        {
            (other, $"submissions?cursor={cursor}"), (client, $"submissions/{ids[0]}/outcomes?cursor={cursor}"), (client, $"submissions?cursor={ids[0]}"),
            (client, $"submissions/{ids[0]}/outcomes?cursor=1"),
        })
        {
            using var answer = await by.GetAsync(path);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("invalid-cursor", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> SubmitAsync(HttpClient client)
    {
        using var content = new StringContent(Lines.Many(3), Encoding.UTF8, "application/x-ndjson");
        using var answer = await client.PostAsync("submissions", content);
        return (await HubDriver.ReadAsync(answer))["id"]!.GetValue<string>();
    }

    private static async Task DoneAsync(HttpClient client, string id)
    {
        var started = TimeProvider.System.GetTimestamp();
        while ((await ReadAsync(client, $"submissions/{id}"))["status"]!.GetValue<string>() != "done")
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "The submission was not done within 20 s.");
            await Task.Delay(20);
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await HubDriver.ReadAsync(answer);
    }

    private static async Task<List<T>> PagesAsync<T>(HttpClient client, string path, Func<JsonNode, T> read)
    {
        var items = new List<T>();
        for (string? next = ""; next is not null;)
        {
            var page = await ReadAsync(client, next.Length == 0 ? path : $"{path}&cursor={next}");
            items.Add(read(Assert.Single(page["items"]!.AsArray())!));
            next = page["next"]?.GetValue<string>();
        }

        return items;
    }
}
