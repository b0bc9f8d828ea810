using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>
/// Sorts more than memory should hold: what fills the buffer is sorted and put into a blob, a run, and the runs are merged at the end.
/// Runs that a crash leaves are swept with the attempt's other files.
/// </summary>
/// <param name="run">The name of the n-th run.</param>
internal sealed class SpillSort(IBlobs blobs, Func<int, string> run, int bufferBytes) : IAsyncDisposable
{
    private readonly List<(string Key, byte[] Value)> _buffer = [];

    private int _bytes;

    private int _runs;

    public async ValueTask AddAsync(string key, byte[] value, CancellationToken cancellationToken)
    {
        _buffer.Add((key, value));
        _bytes += value.Length + (2 * key.Length) + 96;
        if (_bytes >= bufferBytes)
        {
            await SpillAsync(cancellationToken);
        }
    }

    /// <summary>All that was added, by key; what has the same key in the order in which it was added.</summary>
    public async IAsyncEnumerable<(string Key, byte[] Value)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = new PriorityQueue<IAsyncEnumerator<(string Key, byte[] Value)>, (string Key, int Run)>(
            Comparer<(string Key, int Run)>.Create(static (left, right) =>
                string.CompareOrdinal(left.Key, right.Key) is not 0 and var order ? order : left.Run.CompareTo(right.Run)));
        var runs = Enumerable.Range(0, _runs).Select(number => SpillRun.ReadAsync(blobs, run(number), cancellationToken)).Append(ReadBufferAsync());
        foreach (var (source, number) in runs.Select((source, number) => (source.GetAsyncEnumerator(cancellationToken), number)))
        {
            await PutAsync(source, number);
        }

        while (sources.TryDequeue(out var next, out var place))
        {
            yield return next.Current;
            await PutAsync(next, place.Run);
        }

        async Task PutAsync(IAsyncEnumerator<(string Key, byte[] Value)> source, int number)
        {
            if (await source.MoveNextAsync())
            {
                sources.Enqueue(source, (source.Current.Key, number));
            }
            else
            {
                await source.DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => SpillRun.DeleteAsync(blobs, Enumerable.Range(0, _runs).Select(run));

    private async Task SpillAsync(CancellationToken cancellationToken)
    {
        Sort();
        await SpillRun.WriteAsync(blobs, run(_runs), _buffer, cancellationToken);
        _runs++;
        _buffer.Clear();
        _bytes = 0;
    }

    /// <summary>Stable, which the list's own sorting is not.</summary>
    private void Sort()
    {
        var sorted = _buffer.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        _buffer.Clear();
        _buffer.AddRange(sorted);
    }

    private async IAsyncEnumerable<(string Key, byte[] Value)> ReadBufferAsync()
    {
        Sort();
        foreach (var pair in _buffer)
        {
            yield return pair;
        }

        await ValueTask.CompletedTask;
    }
}
