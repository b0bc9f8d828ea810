using InfoShare.Datasets.Formats;

namespace InfoShare.Datasets;

/// <summary>
/// Items on their way into their segments, some hundred at a time: the formats are written side by side, while the next items are read.
/// </summary>
internal sealed class Sheaf : IAsyncDisposable
{
    private const int MaxItems = 256;

    /// <summary>Bytes of bodies, of which each format takes about as much again.</summary>
    private const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>What is about equal work; the last two share what they read of a record.</summary>
    private static readonly DatasetFormat[][] Shares = [[DatasetFormat.Ndjson], [DatasetFormat.Csv], [DatasetFormat.Ftm, DatasetFormat.Targets]];

    private List<(SegmentWriter Writer, IDatasetItem Item)> _items = [];

    private List<IDisposable> _held = [];

    private int _bytes;

    private Task _writing = Task.CompletedTask;

    /// <summary>Adds an item for a segment.</summary>
    public void Add(SegmentWriter writer, IDatasetItem item) => _items.Add((writer, item));

    /// <summary>Call after the items of a record, or of a merchant: writes when enough has come together.</summary>
    /// <param name="held">What the items read from; disposed when they are written.</param>
    /// <param name="bytes">How large it is, about.</param>
    public async ValueTask AddedAsync(IDisposable? held, int bytes)
    {
        if (held is not null)
        {
            _held.Add(held);
        }

        _bytes += bytes;
        if (_items.Count >= MaxItems || _bytes >= MaxBytes)
        {
            await WriteAsync();
        }
    }

    /// <summary>Writes what is left; the files are then ready to be completed.</summary>
    public async Task EndAsync()
    {
        await WriteAsync();
        await _writing;
    }

    /// <summary>Waits for what is being written, whatever comes of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _held.ForEach(document => document.Dispose());
    }

    private async Task WriteAsync()
    {
        await _writing;
        var (items, held) = (_items, _held);
        (_items, _held, _bytes) = ([], [], 0);
        _writing = RunAsync(items, held);
    }

    private static async Task RunAsync(List<(SegmentWriter Writer, IDatasetItem Item)> items, List<IDisposable> held)
    {
        try
        {
            await Task.WhenAll(Shares.Select(share => Task.Run(() => WriteAsync(items, share))));
        }
        finally
        {
            held.ForEach(document => document.Dispose());
        }
    }

    private static async Task WriteAsync(List<(SegmentWriter Writer, IDatasetItem Item)> items, DatasetFormat[] formats)
    {
        foreach (var (writer, item) in items)
        {
            foreach (var format in formats)
            {
                await writer.WriteAsync(item, format);
            }
        }
    }
}
