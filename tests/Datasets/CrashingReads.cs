using InfoShare.Storage;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Datasets;

/// <summary>Tables whose caller may crash at a range read.</summary>
internal sealed class CrashingReads(ITables inner, Crash crash) : ITables
{
    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) => inner.GetAsync(table, partition, row, cancellationToken);

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken));

    public ValueTask<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        inner.CommitAsync(table, partition, writes, cancellationToken);
}
