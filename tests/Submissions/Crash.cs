using InfoShare.Storage;

namespace InfoShare.Tests.Submissions;

/// <summary>Crashes the handler at its n-th storage call, before the call takes effect or after.</summary>
public sealed class Crash
{
    private int _calls;

    /// <summary>The call to crash at, from 1; 0: none.</summary>
    public int At { get; set; }

    /// <summary>The call has taken effect when the crash comes.</summary>
    public bool After { get; set; }

    public bool Happened { get; private set; }

    public int Calls => _calls;

    /// <summary>What happens in place of the crash; the call goes on.</summary>
    public Action? Instead { get; set; }

    public void Reset(int at, bool after) => (At, After, Happened, _calls) = (at, after, false, 0);

    public async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        var isHere = Interlocked.Increment(ref _calls) == At;
        if (isHere && Instead is not null)
        {
            Instead();
            isHere = false;
        }

        if (Happened || (isHere && !After))
        {
            Happened = true;
            throw new CrashException();
        }

        var result = await call();
        if (isHere)
        {
            Happened = true;
            throw new CrashException();
        }

        return result;
    }
}

public sealed class CrashException : Exception;

/// <summary>Tables whose caller may crash.</summary>
public sealed class CrashingTables(ITables inner, Crash crash) : ITables
{
    public ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.GetAsync(table, partition, row, cancellationToken));

    public ValueTask<EntityPage> QueryAsync(
        string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken) =>
        inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);

    public ValueTask<CommitOutcome> CommitAsync(
        string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.CommitAsync(table, partition, writes, cancellationToken));
}

/// <summary>Blobs whose caller may crash.</summary>
public sealed class CrashingBlobs(IBlobs inner, Crash crash) : IBlobs
{
    public ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.GetPropertiesAsync(container, name, cancellationToken));

    public ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.OpenReadAsync(container, name, offset, length, cancellationToken));

    public ValueTask<BlobWriteOutcome> WriteAsync(
        string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.WriteAsync(container, name, content, condition, cancellationToken));

    public ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        crash.CallAsync(() => inner.DeleteAsync(container, name, cancellationToken));

    public IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        inner.ListAsync(container, prefix, cancellationToken);
}
