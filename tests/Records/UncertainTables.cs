using InfoShare.Storage;

namespace InfoShare.Tests.Records;

/// <summary>Tables that lose the answer of the next commit, after or instead of carrying it out.</summary>
internal sealed class UncertainTables(ITables inner) : ITables
{
    private bool? _storeNext;

    public void LoseNext(bool stored) => _storeNext = stored;

    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        inner.GetAsync(table, partition, row, cancellationToken);

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);

    public async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        if (_storeNext is not { } stored)
        {
            return await inner.CommitAsync(table, partition, writes, cancellationToken);
        }

        _storeNext = null;
        if (stored)
        {
            await inner.CommitAsync(table, partition, writes, cancellationToken);
        }

        return new CommitOutcome.Unknown("The answer was lost.");
    }
}
