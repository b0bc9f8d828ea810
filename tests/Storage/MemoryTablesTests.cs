using InfoShare.Storage;

namespace InfoShare.Tests.Storage;

public sealed class MemoryTablesTests : TablesContract
{
    protected override ITables Tables { get; } = new MemoryTables();
}
