using System.Buffers.Binary;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Sequencing;
using InfoShare.Snapshots;

namespace InfoShare.Merchants;

/// <summary>
/// The flat arrays of the index. A record's row is appended with its version 1, so ordinals stand in that order; only the place of its
/// facts and the end of its publicity ever change, the former in one write, so that a reader sees one version or the other.
/// </summary>
internal sealed class IndexContent : ISnapshotPart
{
    /// <summary>In the column of publicity: the record is not active, or its publicity does not end.</summary>
    private const long Never = long.MaxValue;

    private readonly IdTable _ids = new();

    private readonly Column<long> _first = new();

    /// <summary>Place of each record's facts in the arena.</summary>
    private readonly Column<long> _facts = new();

    /// <summary>When each record's publicity ends, in ticks of UTC.</summary>
    private readonly Column<long> _publicity = new();

    private readonly ByteArena _arena = new();

    private NameRenewal? _renewal;

    public IndexContent(Vocabulary words, IndexHash hash, NameIndex names) => (Words, Hash, Names) = (words, hash, names);

    /// <summary>The same records under other names: whoever still reads the content before reads on.</summary>
    private IndexContent(IndexContent same, NameIndex names)
        : this(same.Words, same.Hash, names) =>
        (_ids, _first, _facts, _publicity, _arena, Postings, Replaced) = (same._ids, same._first, same._facts, same._publicity, same._arena, same.Postings, same.Replaced);

    public Vocabulary Words { get; }

    public IndexHash Hash { get; private set; }

    /// <summary>The merchants' names, for screening; ordinals stay what they are, so that a compacted content goes on with the same.</summary>
    public NameIndex Names { get; }

    /// <summary>By identifiers of merchants and of parties.</summary>
    public Postings Postings { get; } = new();

    public int Count => _facts.Count;

    public long SizeInBytes => _ids.SizeInBytes + _first.SizeInBytes + _facts.SizeInBytes + _publicity.SizeInBytes + _arena.SizeInBytes
        + Postings.SizeInBytes + Names.SizeInBytes + (_renewal?.SizeInBytes ?? 0);

    /// <summary>Bytes of facts that newer versions have replaced.</summary>
    public long Replaced { get; private set; }

    /// <summary>All that a snapshot holds. A new part of the index is listed here and nowhere else.</summary>
    public IReadOnlyList<ISnapshotPart> Parts => [Words, this, Postings, Names];

    public string Name => "records";

    /// <summary>To be raised too with <see cref="RowFacts"/>, with what <see cref="FactsWriter"/> writes, and with the order of the enumerations in it.</summary>
    public int Version => 2;

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns =>
    [
        ("numbers", new SmallColumn(SaveNumbers, LoadNumbers)),
        .. _ids.Columns,
        ("first", _first),
        ("places", new ChangingColumn<long>(_facts)),
        ("publicity", new ChangingColumn<long>(_publicity)),
        ("facts", _arena),
    ];

    /// <summary>The content of a snapshot.</summary>
    /// <exception cref="InvalidDataException">Its columns do not fit together.</exception>
    public static IndexContent Load(SnapshotImage image)
    {
        var content = new IndexContent(new(), new(0, 0), NameIndex.ToLoad());
        image.LoadInto(content.Parts);
        return content;
    }

    public SequenceIndex First(int ordinal) => new(_first[ordinal]);

    /// <summary>The first ordinal whose version 1 stands at or after <paramref name="index"/>.</summary>
    public int OrdinalAt(SequenceIndex index)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _first[middle] < index.Value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Place of the record's newest facts.</summary>
    public long Place(int ordinal) => Volatile.Read(ref _facts[ordinal]);

    /// <summary>The facts at a place: those of one version, whatever has come since.</summary>
    public ReadOnlySpan<byte> FactsAt(long place) => _arena.Get(place);

    /// <summary>When the record's publicity ends, in ticks of UTC, if it is active.</summary>
    public long PublicityEnd(int ordinal) => Volatile.Read(ref _publicity[ordinal]);

    public IndexedRecord Record(int ordinal) => new(this, ordinal, Place(ordinal));

    public RecordId Id(int ordinal, RecordKind kind, byte shard)
    {
        var code = Code<RecordKind>.Of(kind);
        var text = string.Create(code.Length + 29, (code, shard, bits: _ids[ordinal]), static (span, id) => IdText.Write(span, id.code, id.shard, id.bits));
        return RecordId.Parse(text);
    }

    public bool TryFind(RecordId id, out IndexedRecord record)
    {
        record = default;
        if (!IdText.TryRead(id, out var shard, out var bits) || _ids.Find(bits) is not (>= 0 and var ordinal))
        {
            return false;
        }

        record = Record(ordinal);
        return record.Header.Id == id;
    }

    /// <summary>Takes a version in, unless the record is there in the same or a newer one.</summary>
    public void Put(SequenceIndex index, SequenceEntry entry, FactsWriter writer)
    {
        if (!IdText.TryRead(entry.Header.Id, out var shard, out var bits))
        {
            throw new InvalidDataException($"The sequence has a record with the id '{entry.Header.Id}'.");
        }

        var facts = writer.Encode(entry, shard);
        if (_ids.Find(bits) is >= 0 and var ordinal)
        {
            Replace(ordinal, facts);
        }
        else
        {
            Append(index, bits, facts);
            TakeNames(Count - 1, []);
        }
    }

    /// <summary>The same content without what has been replaced.</summary>
    public IndexContent Compacted()
    {
        var fresh = new IndexContent(Words, Hash, Names) { _renewal = _renewal };
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            fresh.Append(First(ordinal), _ids[ordinal], FactsAt(Place(ordinal)));
        }

        return fresh;
    }

    /// <summary>
    /// To be gone on with: the same content, or, when many names have gone and an index without them is complete, one with that. Called with
    /// every version, it brings the new index a little further.
    /// </summary>
    public IndexContent Renewed()
    {
        _renewal ??= Names.IsWorthRenewing ? new(new(Hash)) : null;
        return _renewal?.Go(Count, ordinal => NamesOf(Record(ordinal))) is { } names ? new(this, names) : this;
    }

    public void CheckLoaded()
    {
        _ids.CheckLoaded();
        if (_ids.Count != Count || _first.Count != Count || _publicity.Count != Count)
        {
            throw new InvalidDataException($"{Count} records have {_ids.Count} ids.");
        }
    }

    private static long PublicityEndOf(ReadOnlySpan<byte> facts)
    {
        var row = IndexedRecord.RowOf(facts);
        return row.Status == (byte)RecordStatus.Active && row.PublicityEndsAt != 0 ? row.PublicityEndsAt : Never;
    }

    private void Append(SequenceIndex index, UInt128 bits, ReadOnlySpan<byte> facts)
    {
        var ordinal = _ids.Add(bits);
        _first.Add(index.Value);
        _publicity.Add(PublicityEndOf(facts));
        _facts.Add(_arena.Add(facts));
        _ids.Publish(ordinal);
        foreach (var key in IndexKeys.Of(Record(ordinal), Hash))
        {
            Postings.Add(key, ordinal);
        }
    }

    private void Replace(int ordinal, ReadOnlySpan<byte> facts)
    {
        var before = Record(ordinal);
        if (IndexedRecord.RowOf(facts).Version <= before.Header.Version)
        {
            return;
        }

        var had = IndexKeys.Of(before, Hash);
        var named = NamesOf(before);
        Replaced += FactsAt(Place(ordinal)).Length;
        Volatile.Write(ref _facts[ordinal], _arena.Add(facts));
        Volatile.Write(ref _publicity[ordinal], PublicityEndOf(facts));
        foreach (var key in IndexKeys.Of(Record(ordinal), Hash))
        {
            if (!had.Contains(key))
            {
                Postings.Add(key, ordinal);
            }
        }

        TakeNames(ordinal, named);
    }

    private void TakeNames(int ordinal, HashSet<string> before)
    {
        var names = NamesOf(Record(ordinal));
        foreach (var name in names.Where(name => !before.Contains(name)))
        {
            Names.Add(ordinal, name);
            _renewal?.Add(ordinal, name);
        }

        foreach (var _ in before.Where(name => !names.Contains(name)))
        {
            Names.Leave();
            _renewal?.Leave(ordinal);
        }
    }

    private static HashSet<string> NamesOf(in IndexedRecord record)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in record.Names)
        {
            found.Add(name.ToString());
        }

        return found;
    }

    private byte[] SaveNumbers()
    {
        var numbers = new byte[3 * sizeof(long)];
        BinaryPrimitives.WriteUInt64LittleEndian(numbers, Hash.Key.Key0);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers.AsSpan(8), Hash.Key.Key1);
        BinaryPrimitives.WriteInt64LittleEndian(numbers.AsSpan(16), Replaced);
        return numbers;
    }

    private void LoadNumbers(byte[] numbers)
    {
        Hash = new(BinaryPrimitives.ReadUInt64LittleEndian(numbers), BinaryPrimitives.ReadUInt64LittleEndian(numbers.AsSpan(8)));
        Replaced = BinaryPrimitives.ReadInt64LittleEndian(numbers.AsSpan(16));
    }
}
