using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Sequencing;

namespace InfoShare.Merchants;

/// <summary>
/// The flat arrays of the index. A record's row is appended with its version 1, so ordinals stand in that order; only the place of its
/// facts ever changes, in one write, so that a reader sees one version or the other.
/// </summary>
internal sealed class IndexContent(Vocabulary words, IndexHash hash, NameIndex names)
{
    private readonly IdTable _ids = new();

    private readonly Column<long> _first = new();

    /// <summary>Place of each record's facts in the arena.</summary>
    private readonly Column<long> _facts = new();

    private readonly ByteArena _arena = new();

    public Vocabulary Words => words;

    public IndexHash Hash => hash;

    /// <summary>The merchants' names, for screening; ordinals stay what they are, so that a compacted content goes on with the same.</summary>
    public NameIndex Names => names;

    /// <summary>By identifiers of merchants and of parties.</summary>
    public Postings Postings { get; } = new();

    public int Count => _facts.Count;

    public long SizeInBytes => _ids.SizeInBytes + _first.SizeInBytes + _facts.SizeInBytes + _arena.SizeInBytes + Postings.SizeInBytes
        + names.SizeInBytes;

    /// <summary>Bytes of facts that newer versions have replaced.</summary>
    public long Replaced { get; private set; }

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

    public ReadOnlyMemory<byte> Facts(int ordinal) => _arena.Get(Volatile.Read(ref _facts[ordinal]));

    public IndexedRecord Record(int ordinal) => new(this, ordinal, Facts(ordinal));

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
            AddNames(Count - 1, []);
        }
    }

    /// <summary>The same content without what has been replaced.</summary>
    public IndexContent Compacted()
    {
        var fresh = new IndexContent(words, hash, names);
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            fresh.Append(First(ordinal), _ids[ordinal], Facts(ordinal).Span);
        }

        return fresh;
    }

    private void Append(SequenceIndex index, UInt128 bits, ReadOnlySpan<byte> facts)
    {
        var ordinal = _ids.Add(bits);
        _first.Add(index.Value);
        _facts.Add(_arena.Add(facts));
        _ids.Publish(ordinal);
        foreach (var key in IndexKeys.Of(Record(ordinal), hash))
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

        var had = IndexKeys.Of(before, hash);
        var named = NamesOf(before);
        Replaced += Facts(ordinal).Length;
        Volatile.Write(ref _facts[ordinal], _arena.Add(facts));
        foreach (var key in IndexKeys.Of(Record(ordinal), hash))
        {
            if (!had.Contains(key))
            {
                Postings.Add(key, ordinal);
            }
        }

        AddNames(ordinal, named);
    }

    private void AddNames(int ordinal, HashSet<string> known)
    {
        foreach (var name in NamesOf(Record(ordinal)))
        {
            if (!known.Contains(name))
            {
                names.Add(ordinal, name);
            }
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
}
