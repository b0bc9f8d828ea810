using System.Buffers;

namespace InfoShare.AccessLog;

/// <summary>Lines of one caller on one day that become one row. Guarded by the writer's lock until it is being written.</summary>
/// <param name="caller">The agency's id, or <see cref="NoAgency"/>.</param>
/// <param name="row">The row's key: the same at every attempt, so that a repeated write changes nothing.</param>
internal sealed class AccessBlock(string caller, DateOnly day, string row, long openedAt)
{
    /// <summary>Bytes of a block: below the 64 KiB of a property.</summary>
    public const int MaxBytes = 60 * 1024;

    /// <summary>Stands for the agency of callers that have none; no agency can have this id.</summary>
    public const string NoAgency = "-";

    private byte[] _lines = ArrayPool<byte>.Shared.Rent(2048);
    private TaskCompletionSource? _durable;

    public string Caller => caller;

    public DateOnly Day => day;

    public string Row => row;

    /// <summary>A timestamp of the writer's clock.</summary>
    public long OpenedAt => openedAt;

    public int Length { get; private set; }

    public int Entries { get; private set; }

    /// <summary>Whether a line tells of a record of another agency, so that the projection has something to do.</summary>
    public bool ShowsOthers { get; private set; }

    public bool IsAwaited => _durable is not null;

    public ReadOnlyMemory<byte> Lines => _lines.AsMemory(0, Length);

    /// <summary>Ends when the block is durable; fails when an attempt to write it failed.</summary>
    public Task Durable => (_durable ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public bool Fits(int bytes) => Length == 0 || Length + bytes <= MaxBytes;

    public void Add(ReadOnlySpan<byte> line, bool showsOthers)
    {
        if (_lines.Length < Length + line.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + line.Length, Math.Min(_lines.Length * 2, MaxBytes)));
            Lines.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_lines);
            _lines = larger;
        }

        line.CopyTo(_lines.AsSpan(Length));
        Length += line.Length;
        Entries++;
        ShowsOthers |= showsOthers;
    }

    /// <summary>The block is durable, and its memory is given back.</summary>
    public void Complete()
    {
        ArrayPool<byte>.Shared.Return(_lines);
        _lines = [];
        Length = 0;
        _durable?.TrySetResult();
    }

    /// <summary>Tells those who wait that it is not durable; the block is kept for another attempt.</summary>
    public void Fail(Exception exception)
    {
        _durable?.TrySetException(exception);
        _durable = null;
    }
}
