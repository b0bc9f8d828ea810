namespace InfoShare.Functions.Storage.Sqlite;

/// <summary>What a change did inside its savepoint.</summary>
/// <param name="Keep">False rolls it back, as a conflict does; the result is reported all the same.</param>
internal readonly record struct Applied<T>(T Result, bool Keep);

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

    /// <summary>Runs inside a savepoint, perhaps again in another transaction if this one was lost; true if it is to be kept.</summary>
    public abstract bool Apply(Database database);

    /// <summary>It failed by itself and was rolled back; the others of its group go on.</summary>
    public abstract void Spoil(Exception fault);

    /// <summary>The transaction has been committed: reports what <see cref="Apply"/> or <see cref="Spoil"/> left.</summary>
    public abstract void Report();

    /// <summary>Nothing was written.</summary>
    public abstract void Fail(Exception fault);

    /// <summary>It may or may not have been written.</summary>
    public abstract void Doubt(string reason);

    public abstract void Cancel();
}

/// <inheritdoc/>
/// <param name="doubtful">The answer when it cannot be known what became of it; without one, an <see cref="UncertainCommitException"/>.</param>
internal sealed class Change<T>(Func<Database, Applied<T>> apply, Func<string, T>? doubtful, long weight, CancellationToken cancellationToken)
    : Change(weight, cancellationToken)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _fault;

    public Task<T> Completion => _completion.Task;

    public override bool Apply(Database database)
    {
        _fault = null;
        (_result, var keep) = apply(database);
        return keep;
    }

    public override void Spoil(Exception fault) => _fault = fault;

    public override void Report()
    {
        if (_fault is null)
        {
            _completion.SetResult(_result!);
        }
        else
        {
            Fail(_fault);
        }
    }

    public override void Fail(Exception fault) => _completion.SetException(fault is SqliteFault sqlite ? sqlite.AsUnavailable() : fault);

    public override void Doubt(string reason)
    {
        if (doubtful is null)
        {
            _completion.SetException(new UncertainCommitException(reason));
        }
        else
        {
            _completion.SetResult(doubtful(reason));
        }
    }

    public override void Cancel() => _completion.SetCanceled(CancellationToken);
}
