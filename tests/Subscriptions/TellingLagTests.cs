using System.Globalization;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Storage;
using InfoShare.Subscriptions;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Subscriptions;

public sealed class TellingLagTests
{
    [Fact]
    public async Task What_Is_Due_And_Not_Done_Shows_And_What_Waits_For_Its_Next_Try_Does_Not()
    {
        // Behind the Functions host nothing takes messages here.
        await using var hub = await HubDriver.StartAsync(behindFunctionsHost: true);
        var queues = hub.Services.GetRequiredService<IQueues>();
        var now = TimeProvider.System.GetUtcNow();
        var message = new DeliveryMessage { Agency = AgencyId.Parse("de-market"), Subscription = "sub_1", Indexes = [0] };
        await queues.SendAsync(StorageNames.Queues.Deliveries, (message with { DueAt = now.AddHours(2) }).Encode(), TimeSpan.FromHours(2), CancellationToken.None);
        Assert.Equal(0, await OverdueAsync(hub));
        await queues.SendAsync(StorageNames.Queues.Deliveries, message.Encode(), TimeSpan.Zero, CancellationToken.None);
        await queues.SendAsync(StorageNames.Queues.Deliveries, (message with { DueAt = now.AddMinutes(-2) }).Encode(), TimeSpan.Zero, CancellationToken.None);
        Assert.InRange(await OverdueAsync(hub), 120, 180);
    }

    private static async Task<long> OverdueAsync(HubDriver hub)
    {
        using var client = hub.As("hub-operator", Roles.Administrator);
        var metrics = await client.GetStringAsync("metrics");
        Assert.Matches("(?m)^infoshare_telling_behind\\S* 0$", metrics);
        return long.Parse(Regex.Match(metrics, "(?m)^infoshare_deliveries_overdue\\S* (\\d+)$").Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
