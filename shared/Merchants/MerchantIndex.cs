using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// All records that the sequence has published, in memory: found by id, by identifier, by name, and in the order of their version 1. One
/// instance per process. <see cref="Apply"/> has one caller at a time; everything else any number, without locks.
/// </summary>
public sealed class MerchantIndex
{
    /// <summary>Replaced bytes below which the index is not worth rewriting.</summary>
    private const long WorthCompacting = 16 << 20;

    /// <summary>Held while a version is taken in, and for the moment in which a snapshot is captured.</summary>
    private readonly Lock _writing = new();

    private readonly Signal _applied = new();

    private readonly TimeProvider _time;

    private FactsWriter _writer;

    private volatile IndexContent _content;

    /// <summary>What it started from: kept as long as itself, for its columns lie in there.</summary>
    private SnapshotImage? _image;

    private long _position;

    private volatile bool _ready;

    public MerchantIndex(TimeProvider time)
        : this(time, IndexHash.Random())
    {
    }

    internal MerchantIndex(TimeProvider time, IndexHash hash)
    {
        _time = time;
        _content = new(new(), hash, new(hash));
        _writer = new(_content.Words);
    }

    /// <summary>The index that it has not applied yet.</summary>
    public SequenceIndex Position => new(Volatile.Read(ref _position));

    /// <summary>Records, retracted ones too.</summary>
    public int Count => _content.Count;

    /// <summary>Bytes of its arrays, mapped ones and room to grow included, and about what its dictionaries take.</summary>
    public long SizeInBytes => _content.SizeInBytes + _content.Words.SizeInBytes;

    /// <summary>Whether it has once been at the end of the sequence.</summary>
    public bool IsReady => _ready;

    /// <summary>What it holds now, to be asked several things that belong together.</summary>
    public IndexView View() => new(_content);

    /// <summary>Takes in the version at <see cref="Position"/>; one before it is known already and changes nothing.</summary>
    /// <exception cref="InvalidOperationException">A version is missing in between.</exception>
    public void Apply(Sequenced version)
    {
        if (version.Index < Position)
        {
            return;
        }

        if (version.Index > Position)
        {
            throw new InvalidOperationException($"The index stands at {Position} and is given {version.Index}.");
        }

        lock (_writing)
        {
            _content.Put(version.Index, version.Entry, _writer);
            if (_content.Replaced > WorthCompacting && _content.Replaced > _content.SizeInBytes / 3)
            {
                _content = _content.Compacted();
            }

            _content = _content.Renewed();
            Volatile.Write(ref _position, version.Index.Next.Value);
        }

        _applied.Set();
    }

    /// <summary>All that it holds now, to be written while it goes on. Taking in versions waits meanwhile: milliseconds for a million records.</summary>
    internal SnapshotCapture Capture()
    {
        lock (_writing)
        {
            return SnapshotCapture.Of(Position, _content.Parts);
        }
    }

    /// <summary>The parts of every snapshot of it.</summary>
    internal IReadOnlyList<ISnapshotPart> Parts => _content.Parts;

    /// <summary>Takes a snapshot as its content, before anything else has been taken in.</summary>
    /// <exception cref="InvalidDataException">The snapshot's columns do not fit together; nothing has changed.</exception>
    internal void StartFrom(SnapshotImage image)
    {
        var content = IndexContent.Load(image);
        lock (_writing)
        {
            if (_position != 0)
            {
                throw new InvalidOperationException($"The index stands at {Position} already.");
            }

            (_image, _content, _writer) = (image, content, new(content.Words));
            Volatile.Write(ref _position, image.Header.Index);
        }
    }

    /// <summary>Says that the end of the sequence has been reached.</summary>
    public void MarkReady()
    {
        _ready = true;
        _applied.Set();
    }

    /// <summary>True once the index is ready; false after the time-out.</summary>
    public ValueTask<bool> WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _applied.WaitAsync(() => IsReady, timeout, _time, cancellationToken);

    /// <summary>True once the version at <paramref name="index"/> can be looked up; false after the time-out.</summary>
    public ValueTask<bool> WaitForAsync(SequenceIndex index, TimeSpan timeout, CancellationToken cancellationToken) =>
        _applied.WaitAsync(() => Position > index, timeout, _time, cancellationToken);

    /// <summary>True once this version of the record, or a newer one, can be looked up; false after the time-out.</summary>
    public ValueTask<bool> WaitForAsync(RecordId record, int version, TimeSpan timeout, CancellationToken cancellationToken) =>
        _applied.WaitAsync(() => View().TryGet(record, out var found) && found.Header.Version >= version, timeout, _time, cancellationToken);
}
