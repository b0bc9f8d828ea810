using InfoShare.Storage;

namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>
/// One atomic change, waiting for the writer. The writer alone calls these, and reports only after the group's transaction has ended,
/// because until then neither a success nor a conflict is true.
/// </summary>
internal abstract class Change(long weight, CancellationToken cancellationToken)
{
    /// <summary>Bytes that it will write, about.</summary>
    public long Weight => weight;

    /// <summary>Given up before it was begun: nothing was written.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>
    /// Runs inside the group's transaction, perhaps again in another if this one was lost. What it cannot do, as in a conflict, it does
    /// not begin; if it throws, the transaction is rolled back.
    /// </summary>
    public abstract void Apply(Database database);

    /// <summary>The transaction has been committed: reports what <see cref="Apply"/> came to.</summary>
    public abstract void Report();

    /// <summary>Nothing was written.</summary>
    public abstract void Fail(Exception fault);

    /// <summary>It may or may not have been written.</summary>
    public abstract void Doubt(string reason);

    public abstract void Cancel();
}

/// <inheritdoc/>
/// <param name="doubtful">The answer when it cannot be known what became of it; without one, an <see cref="StorageUncertainException"/>.</param>
internal sealed class Change<T>(Func<Database, T> apply, Func<string, T>? doubtful, long weight, CancellationToken cancellationToken)
    : Change(weight, cancellationToken)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Apply(Database database) => _result = apply(database);

    public override void Report() => _completion.SetResult(_result!);

    public override void Fail(Exception fault) => _completion.SetException(fault is SqliteFault sqlite ? sqlite.AsUnavailable() : fault);

    public override void Doubt(string reason)
    {
        if (doubtful is null)
        {
            _completion.SetException(new StorageUncertainException(reason));
        }
        else
        {
            _completion.SetResult(doubtful(reason));
        }
    }

    public override void Cancel() => _completion.SetCanceled(CancellationToken);
}
