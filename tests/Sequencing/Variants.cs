using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>
/// Tempting shortcuts, each as a layer between the sequencer and its tables: the simulation must catch every one, or it proves nothing.
/// </summary>
internal abstract class Variant(ITables inner) : ITables
{
    protected ITables Inner { get; } = inner;

    public virtual ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        Inner.GetAsync(table, partition, row, cancellationToken);

    public virtual ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        Inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);

    public virtual ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        Inner.CommitAsync(table, partition, writes, cancellationToken);

    protected static bool IsPendingList(string table, string? from) => table == StorageNames.Tables.Records && from == StorageNames.RecordRows.AllPending.From;
}

/// <summary>Writes sequence rows whether their places are free or not.</summary>
internal sealed class UpsertsRows(ITables inner) : Variant(inner)
{
    public override ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        Inner.CommitAsync(
            table,
            partition,
            table == StorageNames.Tables.Sequence
                ? [.. writes.Cast<TableWrite.Insert>().Select(insert => new TableWrite.Upsert(insert.Row, insert.Properties))]
                : writes,
            cancellationToken);
}

/// <summary>Lists the pending rows before it reads the head.</summary>
internal sealed class ListsBeforeHead(ITables inner, IReadOnlyList<string> shards) : Variant(inner)
{
    private readonly Dictionary<string, IReadOnlyList<Entity>> _lists = [];

    public override async ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
    {
        if (table == StorageNames.Tables.SequenceHead)
        {
            var (from, to) = StorageNames.RecordRows.AllPending;
            foreach (var shard in shards)
            {
                var rows = new List<Entity>();
                await foreach (var entity in Inner.QueryAllAsync(StorageNames.Tables.Records, shard, from, to, cancellationToken))
                {
                    rows.Add(entity);
                }

                _lists[shard] = rows;
            }
        }

        return await Inner.GetAsync(table, partition, row, cancellationToken);
    }

    public override ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        IsPendingList(table, from)
            ? ValueTask.FromResult(new EntityPage([.. _lists[partition].Take(take)], null))
            : base.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
}

/// <summary>Moves the head first and deletes the pending rows afterwards.</summary>
internal sealed class MovesHeadFirst(ITables inner) : Variant(inner)
{
    private readonly List<(string Partition, IReadOnlyList<TableWrite> Writes)> _held = [];

    public override async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        if (table == StorageNames.Tables.Records)
        {
            _held.Add((partition, writes));
            return new CommitOutcome.Committed([]);
        }

        var outcome = await Inner.CommitAsync(table, partition, writes, cancellationToken);
        if (table == StorageNames.Tables.SequenceHead && outcome is CommitOutcome.Committed)
        {
            foreach (var held in _held)
            {
                await Inner.CommitAsync(StorageNames.Tables.Records, held.Partition, held.Writes, cancellationToken);
            }

            _held.Clear();
        }

        return outcome;
    }
}

/// <summary>Believes the clocks: does not look for a version's predecessor.</summary>
internal sealed class TrustsClocks(ITables inner) : Variant(inner)
{
    public override async ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        var page = await Inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
        return IsPendingList(table, from)
            ? page with { Entities = [.. page.Entities.Select(row => row with { Properties = row.Properties.MergedWith(new() { { "after", "" } }) })] }
            : page;
    }
}

/// <summary>Sends the next commit of sequence rows without waiting for this one's outcome to be certain.</summary>
internal sealed class TakesUnknownForDone(ITables inner) : Variant(inner)
{
    public override async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        var outcome = await Inner.CommitAsync(table, partition, writes, cancellationToken);
        return outcome is CommitOutcome.Unknown && table == StorageNames.Tables.Sequence ? new CommitOutcome.Committed([]) : outcome;
    }
}
