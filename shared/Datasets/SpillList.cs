using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Datasets;

/// <summary>Holds more than memory should, in the order in which it was added: what fills the buffer is put into a run.</summary>
/// <param name="run">The name of the n-th run.</param>
internal sealed class SpillList(IBlobs blobs, Func<int, string> run, int bufferBytes) : IAsyncDisposable
{
    private readonly List<(string Key, byte[] Value)> _buffer = [];

    private int _bytes;

    private int _runs;

    public async ValueTask AddAsync(byte[] value, CancellationToken cancellationToken)
    {
        _buffer.Add(("", value));
        _bytes += value.Length + 48;
        if (_bytes >= bufferBytes)
        {
            await SpillRun.WriteAsync(blobs, run(_runs), _buffer, cancellationToken);
            _runs++;
            _buffer.Clear();
            _bytes = 0;
        }
    }

    /// <summary>All that was added; once.</summary>
    public async IAsyncEnumerable<byte[]> TakeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; number < _runs; number++)
        {
            await foreach (var (_, value) in SpillRun.ReadAsync(blobs, run(number), cancellationToken))
            {
                yield return value;
            }
        }

        foreach (var (_, value) in _buffer)
        {
            yield return value;
        }

        _buffer.Clear();
    }

    public ValueTask DisposeAsync() => SpillRun.DeleteAsync(blobs, Enumerable.Range(0, _runs).Select(run));
}
