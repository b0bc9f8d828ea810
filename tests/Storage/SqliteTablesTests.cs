using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

public sealed class SqliteTablesTests : TablesContract, IDisposable
{
    private readonly EmbeddedStore _store = new();

    protected override ITables Tables => _store.Tables;

    public void Dispose() => _store.Dispose();
}
