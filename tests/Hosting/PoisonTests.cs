using InfoShare.Access;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Hosting;

public sealed class PoisonTests
{
    [Fact]
    public async Task The_Operator_Sees_A_Message_That_Failed_In_All_Its_Tries()
    {
        await using var hub = await HubDriver.StartAsync();
        var queue = StorageNames.Queues.Poison(StorageNames.Queues.Submissions);
        await hub.Services.GetRequiredService<IQueues>().SendAsync(queue, """{"v":1}""", TimeSpan.Zero, default);

        using var client = hub.As("hub-operator", Roles.Administrator);
        using var response = await client.GetAsync("poison");
        var items = (await HubDriver.ReadAsync(response))["items"]!.AsArray();
        var found = items.Single(item => (string?)item!["queue"] == queue)!;
        Assert.Equal(1, (int?)found["count"]);
        Assert.Equal("""{"v":1}""", (string?)found["messages"]![0]!["text"]);
    }
}
