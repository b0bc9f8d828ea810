using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

public sealed class SqliteQueuesTests : QueuesContract, IDisposable
{
    private readonly EmbeddedStore _store;

    public SqliteQueuesTests() => _store = new(Time);

    protected override IQueues Queues => _store.Store.Queues;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_A_Process_Held_That_Is_No_More_Is_Visible_At_Once_And_Its_Receipt_Does_Not_Count()
    {
        await Queues.SendAsync("things", "held", TimeSpan.Zero, CancellationToken.None);
        await Queues.SendAsync("things", "delayed", TimeSpan.FromMinutes(1), CancellationToken.None);
        var held = Assert.Single(await Queues.ReceiveAsync("things", 32, TimeSpan.FromMinutes(10), CancellationToken.None));

        _store.Reopen();

        var again = Assert.Single(await Queues.ReceiveAsync("things", 32, TimeSpan.FromMinutes(10), CancellationToken.None));
        Assert.Equal((held.Id, held.Text, 1), (again.Id, again.Text, again.DequeueCount));
        Assert.False(await Queues.DeleteAsync(held, CancellationToken.None));
        Assert.True(await Queues.DeleteAsync(again, CancellationToken.None));
    }
}
