using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Subscriptions;

/// <summary>A hub in a process of its own, killed again and again while it tells: whatever was published is delivered.</summary>
public sealed class DeliveryKillTests
{
    private const int Kills = 4;

    [Fact]
    public async Task Nothing_Is_Lost_When_The_Hub_Is_Killed_While_It_Delivers()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var hub = await HubProcess.StartAsync(new Dictionary<string, string> { ["Webhooks__AllowLoopback"] = "true" });
        await hub.RegisterAsync("de-market", "market-regulator");
        await hub.RegisterAsync("de-customs", "customs");
        using (var reader = hub.As("de-customs", Roles.Reader))
        {
            using var answer = await reader.PostAsync(new Uri("subscriptions", UriKind.Relative), HubDriver.Json(new JsonObject { ["url"] = receiver.Address.ToString() }));
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        var published = new ConcurrentBag<string>();
        for (var kill = 0; kill <= Kills; kill++)
        {
            using (var publisher = hub.As("de-market", Roles.Publisher))
            {
                var before = receiver.All.Count;
                await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
                    published.Add(await PublishAsync(publisher, $"{kill}-{number}")));

                // In the middle of it: some of these are delivered, and some are not.
                await Eventually.TrueAsync(() => receiver.All.Count > before, "deliveries have begun");
            }

            if (kill < Kills)
            {
                await hub.KillAsync();
                hub.Launch();
                await hub.ReadyAsync();
            }
        }

        await Eventually.TrueAsync(() => published.ToHashSet().IsSubsetOf(receiver.All.Select(received => received.Record)), "all that was published is delivered");
        Assert.Equal(published.Count, receiver.All.Select(received => received.Id).Distinct().Count());
    }

    private static async Task<string> PublishAsync(HttpClient publisher, string reference)
    {
        using var answer = await publisher.PostAsync(new Uri("cases", UriKind.Relative), HubDriver.Json(Invented.Case(reference)));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await HubDriver.ReadAsync(answer))["id"]!.GetValue<string>();
    }
}
