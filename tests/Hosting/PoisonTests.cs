using InfoShare.Access;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Hosting;

public class PoisonTests
{
    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    [StoreFact]
    public async Task The_Operator_Sees_A_Message_That_Failed_In_All_Its_Tries()
    {
        await using var hub = await HubDriver.StartAsync(await SettingsAsync());
        var queue = StorageNames.Queues.Poison(StorageNames.Queues.Submissions);
        await hub.Services.GetRequiredService<IQueues>().SendAsync(queue, """{"v":1}""", TimeSpan.Zero, default);

        using var client = hub.As("hub-operator", Roles.Administrator);
        using var response = await client.GetAsync("poison");
        var items = (await HubDriver.ReadAsync(response))["items"]!.AsArray();
        var found = items.Single(item => (string?)item!["queue"] == queue)!;
        Assert.Equal(1, (int?)found["count"]);
        Assert.Equal("""{"v":1}""", (string?)found["messages"]![0]!["text"]);
    }

    [StoreTheory]
    [InlineData("submissions")]
    [InlineData("submissions-poison")]
    public async Task The_Operator_Has_It_Tried_Again(string name)
    {
        await using var hub = await HubDriver.StartAsync(await SettingsAsync());
        var queues = hub.Services.GetRequiredService<IQueues>();
        var queue = StorageNames.Queues.Poison(StorageNames.Queues.Submissions);
        await queues.SendAsync(queue, """{"v":1,"agency":"nobody","submission":"x"}""", TimeSpan.Zero, default);
        using var client = hub.As("hub-operator", Roles.Administrator);
        using var replayed = await client.PostAsync($"poison/{name}/replay", null);
        Assert.Equal("""{"queue":"submissions","replayed":1}""", await replayed.Content.ReadAsStringAsync());
        Assert.Equal(0, await queues.CountAsync(queue, default));
        using var again = await client.PostAsync($"poison/{name}/replay", null);
        Assert.Equal("""{"queue":"submissions","replayed":0}""", await again.Content.ReadAsStringAsync());
    }

    [StoreFact]
    public async Task A_Queue_That_There_Is_Not_Has_None()
    {
        await using var hub = await HubDriver.StartAsync(await SettingsAsync());
        using var client = hub.As("hub-operator", Roles.Administrator);
        using var answer = await client.PostAsync("poison/another/replay", null);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }
}
