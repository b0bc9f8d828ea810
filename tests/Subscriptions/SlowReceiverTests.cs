using InfoShare.Tests.Hosting;

namespace InfoShare.Tests.Subscriptions;

public sealed class SlowReceiverTests
{
    private const int Records = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Receivers_That_Answer_Well_But_Late_Hold_Up_Nobody_Else(int slowOnes)
    {
        await using var hub = await SubscriptionDriver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await using var slow = await Receiver.StartAsync();
        slow.Answer = context => Task.Delay(SubscriptionDriver.SlowAfter * 4, context.RequestAborted);
        for (var number = 0; number < slowOnes; number++)
        {
            await hub.SubscribeAsync("cn-tax", slow.Address);
        }

        await hub.SubscribeAsync("de-market", receiver.Address);
        await hub.SubmitAsync("cn-market", Records);
        await Eventually.TrueAsync(() => receiver.All.Count >= Records, "the other has everything");
        Assert.InRange(slow.All.Count, 1, Records / 3);
    }

    [Fact]
    public async Task A_Receiver_That_Was_Slow_Gets_Everything_Soon_Once_It_Is_Not()
    {
        await using var hub = await SubscriptionDriver.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = context => receiver.All.Count < 20 ? Task.Delay(SubscriptionDriver.SlowAfter * 2, context.RequestAborted) : Task.CompletedTask;
        await hub.SubscribeAsync("de-market", receiver.Address);
        await hub.SubmitAsync("cn-market", Records);
        await Eventually.TrueAsync(() => receiver.All.Select(received => received.Id).Distinct().Count() == Records, "it has everything");
    }
}
