using System.Buffers.Binary;
using InfoShare.Merchants;
using InfoShare.Snapshots;

namespace InfoShare.Screening;

/// <summary>
/// The names of all merchants by their words, in flat arrays. A name once added stays, until <see cref="NameRenewal"/> makes the index anew:
/// whether its record still has it, and whether the caller may see the record, is for the reader to ask of the record itself. One writer, many
/// readers without locks.
/// </summary>
/// <remarks>
/// Columns, all of unmanaged elements: here records, hashes, spans, weights and the stream of words; in <see cref="WordStore"/> letters, spans,
/// facts, slots, and what <see cref="NearWords"/> keeps of words; in <see cref="WordLists"/> lists and cells.
/// </remarks>
internal sealed class NameIndex : ISnapshotPart
{
    private const int ShortestAcronym = 3;

    private const int LongestAcronym = 8;

    /// <summary>Syllables of a brand at the beginning of a longer run.</summary>
    private const int LongestHead = 3;

    /// <summary>To be raised with every change of what the columns hold.</summary>
    private const int Layout = 7;

    /// <summary>Names gone below which making the index anew is not worth it.</summary>
    private const int WorthRenewing = 512;

    private readonly WordHash _hash;

    private readonly WordStore _words;

    /// <summary>The lists of ideas come first, each under the idea's number; then one for every word that has none.</summary>
    private readonly WordLists _lists = new();

    /// <summary>Of each word without an idea: its list.</summary>
    private readonly Column<int> _listOfWord = new();

    private readonly Column<int> _records = new();

    private readonly Column<uint> _hashes = new();

    /// <summary>Of each name: upper part the place of its first word in the stream, lowest byte how many there are.</summary>
    private readonly Column<long> _spans = new();

    /// <summary>Of each name: tenths of what its words weigh.</summary>
    private readonly Column<byte> _weights = new();

    /// <summary>Words of the names: number times two, plus one in brackets.</summary>
    private readonly Column<int> _stream = new();

    private long _taken;

    private long _gone;

    public NameIndex()
        : this(IndexHash.Random())
    {
    }

    public NameIndex(IndexHash hash)
        : this(new(hash), Lexicon.Instance.Ideas)
    {
    }

    private NameIndex(WordHash hash, int ideas)
    {
        (_hash, _words) = (hash, new(hash));
        for (var idea = 0; idea < ideas; idea++)
        {
            _lists.AddList();
        }
    }

    /// <summary>Names; one that can be read in several ways counts for each.</summary>
    public int Count => _spans.Count;

    /// <summary>Whether more than a quarter of the names are no longer those of their records.</summary>
    public bool IsWorthRenewing => _gone >= WorthRenewing && 4 * _gone > _taken;

    public WordStore Words => _words;

    public WordLists Lists => _lists;

    public long SizeInBytes => _words.SizeInBytes + _lists.SizeInBytes + _listOfWord.SizeInBytes + _records.SizeInBytes + _hashes.SizeInBytes
        + _spans.SizeInBytes + _weights.SizeInBytes + _stream.SizeInBytes;

    string ISnapshotPart.Name => "names";

    /// <summary>Ideas are numbered as the tables list them, so what was read with other tables cannot be gone on with.</summary>
    public int Version => Lexicon.Instance.Fingerprint + Layout;

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns =>
    [
        ("key", _hash.Key),
        ("counts", new SmallColumn(SaveCounts, LoadCounts)),
        .. _words.Columns,
        .. _lists.Columns,
        ("lists of words", _listOfWord),
        ("records", _records),
        ("hashes of names", _hashes),
        ("spans of names", _spans),
        ("weights", _weights),
        ("stream", _stream),
    ];

    /// <summary>One that a snapshot is loaded into; it has nothing, not even the lists of ideas.</summary>
    public static NameIndex ToLoad() => new(new WordHash(new(0, 0)), 0);

    public void CheckLoaded()
    {
        _words.CheckLoaded();
        if (_lists.Count < Lexicon.Instance.Ideas || _listOfWord.Count != _words.Count)
        {
            throw new InvalidDataException($"{_words.Count} words have {_listOfWord.Count} lists among {_lists.Count}.");
        }

        if (_records.Count != Count || _hashes.Count != Count || _weights.Count != Count)
        {
            throw new InvalidDataException($"{Count} names have {_records.Count} records, {_hashes.Count} hashes and {_weights.Count} weights.");
        }
    }

    public int Record(int name) => _records[name];

    /// <summary>Of the text that the name was read from.</summary>
    public uint Hash(int name) => _hashes[name];

    /// <summary>What <see cref="Hash"/> is of names with this text.</summary>
    public uint HashOf(string text) => (uint)_hash.Of(text);

    /// <summary>The same for every record that has this text, read in this way: a hash of the text and of the words.</summary>
    public ulong Reading(int name)
    {
        var (span, hash) = (_spans[name], 14695981039346656037UL ^ _hashes[name]);
        for (var (at, left) = ((int)(span >> 8), (int)(span & 0xff)); left > 0; at++, left--)
        {
            hash = (hash ^ (uint)_stream[at]) * 1099511628211UL;
        }

        return hash;
    }

    public float Weight(int name) => _weights[name] / 10f;

    /// <summary>By their words alone.</summary>
    public int CompareWords(int one, int other)
    {
        var (span, otherSpan) = (_spans[one], _spans[other]);
        var (at, otherAt, count, otherCount) = ((int)(span >> 8), (int)(otherSpan >> 8), (int)(span & 0xff), (int)(otherSpan & 0xff));
        for (var word = 0; word < Math.Min(count, otherCount); word++)
        {
            var (here, there) = (_stream[at + word], _stream[otherAt + word]);
            if (here != there && string.CompareOrdinal(_words.Text(here >> 1), _words.Text(there >> 1)) is not 0 and var order)
            {
                return order;
            }
        }

        return count - otherCount;
    }

    /// <summary>Where a word's names are listed.</summary>
    public int ListOf(int word) => _words.Idea(word) is > 0 and var idea ? idea : _listOfWord[word];

    public ParsedName Name(int name, KnownWords known)
    {
        var span = _spans[name];
        var words = new NameWord[(int)(span & 0xff)];
        for (var at = 0; at < words.Length; at++)
        {
            words[at] = known.Word(_stream[(int)(span >> 8) + at]);
        }

        return new(words);
    }

    /// <summary>Takes a record's name in, in each way that it can be read.</summary>
    public void Add(int record, string name)
    {
        _taken++;
        foreach (var parsed in NameVariants.Of(name))
        {
            if (parsed.Words.Length > 0)
            {
                Add(record, HashOf(name), parsed);
            }
        }
    }

    /// <summary>Counts a name that its record has no more.</summary>
    public void Leave() => _gone++;

    private void Add(int record, uint hash, ParsedName parsed)
    {
        var start = _stream.Count;
        foreach (var word in parsed.Words)
        {
            _stream.Add((Number(word) << 1) | (word.Bracketed ? 1 : 0));
        }

        _records.Add(record);
        _hashes.Add(hash);
        _weights.Add((byte)Math.Min(byte.MaxValue, 10 * parsed.Content.Sum(word => word.Weight)));
        var name = _spans.Add(((long)start << 8) | (uint)parsed.Words.Length);
        foreach (var word in parsed.Content)
        {
            Enlist(ListOf(Number(word)), name);
            if (word.Script == WordScript.Han && word.Kind == WordKind.Plain)
            {
                EnlistHeads(word.Text, name);
            }
        }

        if (Acronym(parsed) is { } acronym)
        {
            Enlist(ListOf(Number(NameWord.Of(acronym, WordKind.Plain, 0, WordScript.Alphabet, false))), name);
        }
    }

    /// <summary>The first letters of a name's words, numbers apart; null if they are too few or too many.</summary>
    public static string? Acronym(ParsedName name)
    {
        Span<char> letters = stackalloc char[LongestAcronym];
        var count = 0;
        foreach (var word in name.Content)
        {
            if (word.Kind is WordKind.Stop or WordKind.Particle or WordKind.Number)
            {
                continue;
            }

            if (count == LongestAcronym || word.Script != WordScript.Alphabet)
            {
                return null;
            }

            letters[count++] = word.Text[0];
        }

        return count >= ShortestAcronym ? letters[..count].ToString() : null;
    }

    /// <summary>What begins a run of Han characters that no table could cut: mostly the brand, with an unknown trade behind it.</summary>
    private void EnlistHeads(string run, int name)
    {
        Span<byte> ends = stackalloc byte[NameWord.MaxLength];
        var syllables = Pinyin.Split(run, ends);
        for (var head = 2; head < Math.Min(syllables, LongestHead + 1); head++)
        {
            Enlist(ListOf(Number(NameWord.Of(run[..ends[head - 1]], WordKind.Plain, 0, WordScript.Han, false))), name);
        }
    }

    private void Enlist(int list, int name)
    {
        if (_lists.Last(list) != name)
        {
            _lists.Add(list, name);
        }
    }

    private int Number(in NameWord word)
    {
        var number = _words.Add(word.Text, word.Kind, word.Idea, word.Script);
        while (_listOfWord.Count <= number)
        {
            _listOfWord.Add(_words.Idea(_listOfWord.Count) == 0 ? _lists.AddList() : 0);
        }

        return number;
    }

    private byte[] SaveCounts()
    {
        var counts = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(counts, _taken);
        BinaryPrimitives.WriteInt64LittleEndian(counts.AsSpan(sizeof(long)), _gone);
        return counts;
    }

    private void LoadCounts(byte[] counts) => (_taken, _gone) = counts.Length == 2 * sizeof(long)
        ? (BinaryPrimitives.ReadInt64LittleEndian(counts), BinaryPrimitives.ReadInt64LittleEndian(counts.AsSpan(sizeof(long))))
        : throw new InvalidDataException($"Counts of {counts.Length} bytes are none.");
}
