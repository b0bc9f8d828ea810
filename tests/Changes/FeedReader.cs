using System.Text.Json.Nodes;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Changes;

/// <summary>A consumer that knows of the hub what the feed tells it, and nothing else.</summary>
internal sealed class FeedReader(HttpClient client, int limit = 50, string filters = "")
{
    private readonly HashSet<(string Id, int Version)> _seen = [];

    /// <summary>The records as they stand, by id.</summary>
    public Dictionary<string, JsonObject> Records { get; } = [];

    public List<JsonObject> Items { get; } = [];

    public List<string> Withdrawn { get; } = [];

    public string? Next { get; private set; }

    /// <summary>Reads one page and applies it; whether the page said that there is more.</summary>
    public async Task<bool> ReadAsync(int wait = 0)
    {
        var address = $"changes?limit={limit}&wait={wait}{filters}{(Next is null ? "" : $"&after={Uri.EscapeDataString(Next)}")}";
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        var page = await HubDriver.ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, page.ToJsonString());
        foreach (var item in page["items"]!.AsArray())
        {
            Apply(item!.AsObject());
        }

        Next = page["next"]!.GetValue<string>();
        return page["more"]!.GetValue<bool>();
    }

    public async Task ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }
    }

    private void Apply(JsonObject item)
    {
        Items.Add(item);
        var change = item["change"]!.GetValue<string>();
        if (change == "withdrawn-from-view")
        {
            Assert.Equal(["change", "id"], item.Select(member => member.Key));
            Withdrawn.Add(item["id"]!.GetValue<string>());
            Records.Remove(item["id"]!.GetValue<string>());
            return;
        }

        var record = item["record"]!.AsObject();
        var (id, version) = (record["id"]!.GetValue<string>(), record["version"]!.GetValue<int>());
        Assert.True(_seen.Add((id, version)), $"Version {version} of {id} came twice.");
        Assert.True(!Records.TryGetValue(id, out var before) || before["version"]!.GetValue<int>() < version, $"Version {version} of {id} came after a later one.");
        Records[id] = record;
    }
}
