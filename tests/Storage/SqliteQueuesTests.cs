using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

public sealed class SqliteQueuesTests : QueuesContract, IDisposable
{
    private readonly EmbeddedStore _store;

    public SqliteQueuesTests() => _store = new(Time);

    protected override IQueues Queues => _store.Store.Queues;

    public void Dispose() => _store.Dispose();
}
