using System.Collections.Concurrent;
using Azure;
using InfoShare.Functions.Storage.Azure.Tables;
using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// Tables of a storage account. A commit is one entity group transaction, sent once: when its answer is lost, the outcome is Unknown, and
/// never that of a repetition. Limits that the emulator does not hold are held here.
/// </summary>
internal sealed class AzureTables(TableServiceClient service) : ITables
{
    /// <summary>An ETag that no row has, for tags of other stores, which the service would call malformed.</summary>
    private static readonly ETag NoRows = new("W/\"datetime'0001-01-01T00%3A00%3A00.0000000Z'\"");

    /// <summary>
    /// Properties that a merge brings, in bytes, above which the row is read first: the emulator lets rows grow beyond what the service stores.
    /// Smaller merges are left to the service to refuse.
    /// </summary>
    private const int LargeMerge = StorageLimits.MaxPropertyBytes;

    private readonly string _place = AzureFault.Place("Table", service.AccountName);

    private readonly ConcurrentDictionary<string, TableClient> _tables = new(StringComparer.Ordinal);

    public async ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
    {
        TableCheck.Get(table, partition, row);
        try
        {
            return await Table(table).GetEntityIfExistsAsync(partition, row, cancellationToken) is { } entity ? ToEntity(partition, entity) : null;
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    public async ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        var page = await PageAsync(table, partition, from, to, take, null, continuation, cancellationToken);
        return new([.. page.Values.Select(entity => ToEntity(partition, entity))], page.ContinuationToken);
    }

    public async ValueTask<KeyPage> QueryKeysAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
    {
        var page = await PageAsync(table, partition, from, to, take, "RowKey", continuation, cancellationToken);
        return new([.. page.Values.Select(entity => entity.RowKey)], page.ContinuationToken);
    }

    public async ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        TableCheck.Commit(table, partition, writes);
        cancellationToken.ThrowIfCancellationRequested();
        await CheckMergesAsync(table, partition, writes, cancellationToken);
        List<TableTransactionAction> actions = [.. writes.Select(write => ToAction(partition, write))];
        try
        {
            return await SubmitAsync(table, actions);
        }
        catch (TableTransactionFailedException refusal) when (refusal.ErrorCode == "TableNotFound")
        {
            await MakeAsync(table, cancellationToken);
            return await SubmitAsync(table, actions);
        }
    }

    /// <summary>Once begun it is carried through whether its caller still waits or not: a caller that left still wants its version sequenced.</summary>
    private async Task<CommitOutcome> SubmitAsync(string table, List<TableTransactionAction> actions)
    {
        try
        {
            var tags = await Table(table).SubmitTransactionAsync(actions, CancellationToken.None);
            return new CommitOutcome.Committed([.. tags.Zip(actions, TagOf)]);
        }
        catch (TableTransactionFailedException refusal) when (refusal.ErrorCode != "TableNotFound" && ReasonOf(refusal) is { } reason)
        {
            return (refusal.FailedTransactionActionIndex ?? (actions.Count == 1 ? 0 : (int?)null)) is { } operation && operation < actions.Count
                ? new CommitOutcome.Conflict(operation, reason)
                : throw AzureFault.Unavailable(refusal, _place);
        }
        catch (RequestFailedException refusal) when (refusal.ErrorCode is "EntityTooLarge" or "PropertyValueTooLarge" or "RequestBodyTooLarge" or "TooManyProperties")
        {
            throw new StorageLimitException($"The Table service refuses a commit: {refusal.ErrorCode}.");
        }
        catch (Exception fault) when (fault is not TableTransactionFailedException { ErrorCode: "TableNotFound" } && AzureFault.IsOfStorage(fault, CancellationToken.None))
        {
            return AzureFault.NothingTaken(fault) ? throw AzureFault.Unavailable(fault, _place) : new CommitOutcome.Unknown(AzureFault.Reason(fault, _place));
        }
    }

    private async Task<Page<TableEntity>> PageAsync(
        string table, string partition, string? from, string? to, int take, string? select, string? continuation, CancellationToken cancellationToken)
    {
        TableCheck.Query(table, partition, from, to, take);
        try
        {
            return await Table(table).QueryPageAsync(TableAddress.Range(partition, from, to), take, select, continuation, cancellationToken);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    private async Task MakeAsync(string table, CancellationToken cancellationToken)
    {
        try
        {
            await Table(table).CreateIfNotExistsAsync(cancellationToken);
        }
        catch (Exception fault) when (AzureFault.IsOfStorage(fault, cancellationToken))
        {
            throw AzureFault.Unavailable(fault, _place);
        }
    }

    private async Task CheckMergesAsync(string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
    {
        foreach (var merge in writes.OfType<TableWrite.Merge>().Where(merge => CommitSize.Of(partition, merge) > LargeMerge))
        {
            if (await GetAsync(table, partition, merge.Row, cancellationToken) is { } row)
            {
                TableCheck.Row(partition, merge.Row, row.Properties.MergedWith(merge.Properties));
            }
        }
    }

    private TableClient Table(string table) => _tables.GetOrAdd(table, service.GetTableClient);

    private static ConflictReason? ReasonOf(TableTransactionFailedException refusal) => refusal.Status switch
    {
        404 => ConflictReason.Missing,
        409 when refusal.ErrorCode == "EntityAlreadyExists" => ConflictReason.Exists,
        412 => ConflictReason.Changed,
        _ => null,
    };

    private static string TagOf(ETag tag, TableTransactionAction action) => action.ActionType == TableTransactionActionType.Delete ? "" : tag.ToString();

    private static Entity ToEntity(string partition, TableEntity entity)
    {
        var properties = new Properties();
        foreach (var (name, value) in entity)
        {
            switch (value)
            {
                case string text:
                    properties.Add(name, text);
                    break;
                case long number:
                    properties.Add(name, number);
                    break;
                default:
                    properties.Add(name, (ReadOnlyMemory<byte>)value);
                    break;
            }
        }

        return new(partition, entity.RowKey, entity.ETag.ToString(), properties);
    }

    private static TableTransactionAction ToAction(string partition, TableWrite write)
    {
        var entity = new TableEntity(partition, write.Row);
        foreach (var (name, value) in write.Written ?? [])
        {
            entity.Add(name, value);
        }

        return new(TypeOf(write), entity, write.Expected is { } tag ? Sound(tag) : ETag.All);
    }

    private static TableTransactionActionType TypeOf(TableWrite write) => write switch
    {
        TableWrite.Insert => TableTransactionActionType.Add,
        TableWrite.Merge => TableTransactionActionType.UpdateMerge,
        TableWrite.Replace => TableTransactionActionType.UpdateReplace,
        TableWrite.Upsert => TableTransactionActionType.UpsertReplace,
        _ => TableTransactionActionType.Delete,
    };

    private static ETag Sound(string tag) => tag.StartsWith("W/\"datetime'", StringComparison.Ordinal) ? new(tag) : NoRows;
}
