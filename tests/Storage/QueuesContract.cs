using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Storage;

/// <summary>What every adapter of <see cref="IQueues"/> promises, by a clock that the test moves.</summary>
public abstract class QueuesContract
{
    private const string Queue = "things";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected abstract IQueues Queues { get; }

    protected ManualTime Time { get; } = new();

    protected virtual Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        return Task.CompletedTask;
    }

    [StoreTheory]
    [InlineData("hello")]
    [InlineData("")]
    [InlineData("{\"name\":\"商标 😀\"}\n\0")]
    public async Task A_Message_Is_Received_As_Sent(string text)
    {
        await Send(text);

        var message = await ReceiveOne();

        Assert.Equal((Queue, text, 1, Time.GetUtcNow()), (message.Queue, message.Text, message.DequeueCount, message.InsertedAt));
    }

    [StoreFact]
    public async Task An_Empty_Queue_Gives_Nothing()
    {
        Assert.Empty(await Receive(32));
        Assert.Empty(await Queues.PeekAsync(Queue, 32, None));
        Assert.Equal(0, await Queues.CountAsync(Queue, None));
    }

    [StoreFact]
    public async Task Queues_Do_Not_Mix()
    {
        await Send("here");
        await Queues.SendAsync("others", "there", TimeSpan.Zero, None);

        Assert.Equal("here", (await ReceiveOne()).Text);
        Assert.Equal(1, await Queues.CountAsync("others", None));
    }

    [StoreFact]
    public async Task A_Received_Message_Is_Invisible_And_Comes_Back_With_A_Higher_Count_And_Another_Receipt()
    {
        await Send("again");
        var first = await ReceiveOne();

        Assert.Empty(await Receive(1));
        Assert.Empty(await Queues.PeekAsync(Queue, 1, None));
        await AdvanceAsync(Minute - TimeSpan.FromSeconds(1));
        Assert.Empty(await Receive(1));
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        var second = await ReceiveOne();

        Assert.Equal((first.Id, 2, first.InsertedAt), (second.Id, second.DequeueCount, second.InsertedAt));
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [StoreFact]
    public async Task A_Deleted_Message_Does_Not_Come_Back()
    {
        await Send("done");
        var message = await ReceiveOne();

        Assert.True(await Queues.DeleteAsync(message, None));
        Assert.False(await Queues.DeleteAsync(message, None));
        await AdvanceAsync(Minute * 2);
        Assert.Empty(await Receive(1));
        Assert.Equal(0, await Queues.CountAsync(Queue, None));
    }

    [StoreFact]
    public async Task A_Receipt_Is_Worth_Nothing_Once_The_Message_Was_Received_Again()
    {
        await Send("contended");
        var late = await ReceiveOne();
        await AdvanceAsync(Minute);
        var current = await ReceiveOne();

        Assert.False(await Queues.DeleteAsync(late, None));
        Assert.Null(await Queues.RenewAsync(late, Minute, None));
        Assert.True(await Queues.DeleteAsync(current, None));
    }

    [StoreFact]
    public async Task A_Receipt_Still_Holds_After_Its_Time_If_Nobody_Else_Received_The_Message()
    {
        await Send("slow");
        var message = await ReceiveOne();
        await AdvanceAsync(Minute * 2);

        Assert.True(await Queues.DeleteAsync(message, None));
    }

    [StoreFact]
    public async Task A_Renewal_Keeps_The_Message_Invisible_And_Changes_The_Receipt()
    {
        await Send("long");
        var message = await ReceiveOne();
        await AdvanceAsync(Minute / 2);

        var renewed = await Queues.RenewAsync(message, Minute, None);

        Assert.NotNull(renewed);
        Assert.Equal((message.Id, message.Text, 1), (renewed.Id, renewed.Text, renewed.DequeueCount));
        await AdvanceAsync(Minute * 0.75);
        Assert.Empty(await Receive(1));
        Assert.False(await Queues.DeleteAsync(message, None));
        Assert.True(await Queues.DeleteAsync(renewed, None));
    }

    [StoreFact]
    public async Task A_Renewal_Of_Zero_Gives_The_Message_Back_At_Once()
    {
        await Send("not now");
        await Queues.RenewAsync(await ReceiveOne(), TimeSpan.Zero, None);

        Assert.Equal(2, (await ReceiveOne()).DequeueCount);
    }

    [StoreFact]
    public async Task A_Delayed_Message_Is_Counted_But_Not_Seen_Until_It_Is_Due()
    {
        await Queues.SendAsync(Queue, "later", Minute, None);

        Assert.Equal(1, await Queues.CountAsync(Queue, None));
        Assert.Empty(await Receive(1));
        await AdvanceAsync(Minute);
        Assert.Equal("later", (await ReceiveOne()).Text);
    }

    [StoreFact]
    public async Task Peeking_Changes_Nothing()
    {
        await Send("looked at");

        Assert.Equal(0, Assert.Single(await Queues.PeekAsync(Queue, 1, None)).DequeueCount);
        Assert.Equal(1, (await ReceiveOne()).DequeueCount);
    }

    [StoreFact]
    public async Task A_Call_Receives_No_More_Than_It_Asked_For_And_The_Count_Holds_The_Invisible_Too()
    {
        for (var number = 0; number < 5; number++)
        {
            await Send($"{number}");
        }

        var first = await Receive(3);
        var second = await Receive(32);

        Assert.Equal((3, 2), (first.Count, second.Count));
        Assert.Equal(["0", "1", "2", "3", "4"], first.Concat(second).Select(message => message.Text).Order());
        Assert.Equal(5, await Queues.CountAsync(Queue, None));
    }

    [StoreFact]
    public async Task Receivers_At_Once_Never_Get_The_Same_Message()
    {
        for (var number = 0; number < 40; number++)
        {
            await Send($"{number}");
        }

        var received = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Receive(5))));

        Assert.Equal(40, received.SelectMany(messages => messages).DistinctBy(message => message.Id).Count());
        Assert.Equal(40, received.Sum(messages => messages.Count));
    }

    [StoreFact]
    public async Task A_Message_At_The_Limit_Is_Sent_And_One_Beyond_It_Is_A_Defect()
    {
        await Send(new string('é', StorageLimits.MaxMessageBytes / 2));
        Assert.Equal(StorageLimits.MaxMessageBytes / 2, (await ReceiveOne()).Text.Length);
        await Assert.ThrowsAsync<StorageLimitException>(() => Send(new string('é', (StorageLimits.MaxMessageBytes / 2) + 1)));
        await Assert.ThrowsAsync<StorageLimitException>(() => Send("half \ud800 a pair"));
    }

    [StoreTheory]
    [InlineData("ab")]
    [InlineData("Things")]
    [InlineData("-things")]
    [InlineData("things-")]
    [InlineData("thi--ngs")]
    [InlineData("thi_ngs")]
    public async Task A_Queue_Is_Named_As_The_Queue_Service_Allows(string queue)
    {
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.SendAsync(queue, "x", TimeSpan.Zero, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.ReceiveAsync(queue, 1, Minute, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.PeekAsync(queue, 1, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.CountAsync(queue, None));
    }

    [StoreFact]
    public async Task Counts_And_Times_Beyond_The_Limits_Are_Defects()
    {
        await Send("x");
        var message = await ReceiveOne();
        await Assert.ThrowsAsync<StorageLimitException>(() => Receive(0));
        await Assert.ThrowsAsync<StorageLimitException>(() => Receive(33));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.PeekAsync(Queue, 33, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.ReceiveAsync(Queue, 1, TimeSpan.Zero, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.SendAsync(Queue, "x", TimeSpan.FromDays(8), None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Queues.RenewAsync(message, TimeSpan.FromDays(8), None));
    }

    private async Task Send(string text) => await Queues.SendAsync(Queue, text, TimeSpan.Zero, None);

    private async Task<IReadOnlyList<QueueMessage>> Receive(int count) => await Queues.ReceiveAsync(Queue, count, Minute, None);

    private async Task<QueueMessage> ReceiveOne() => Assert.Single(await Receive(1));
}
