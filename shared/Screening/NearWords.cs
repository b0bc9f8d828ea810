using System.Runtime.InteropServices;
using InfoShare.Merchants;
using InfoShare.Snapshots;

namespace InfoShare.Screening;

/// <summary>
/// Finds words that may be spellings of another: words with the same consonants, with one consonant more or less, or short ones with one
/// letter more or less. Only a hint: whoever asks compares. One writer, many readers without locks.
/// </summary>
internal sealed class NearWords(Func<int, (string Text, WordScript Script)> wordOf, WordHash hash)
{
    private const uint BySound = 1;

    private const uint ByLetters = 2;

    private const uint ByBones = 3;

    /// <summary>Bones of words in a script without vowels, or of Han characters.</summary>
    private const uint ByBonesAlone = 4;

    private const uint ByCutOfFour = 5;

    /// <summary>Frames of short words in a script without vowels, and of those in one with vowels that may be the same.</summary>
    private const uint ByFrameOfAbjad = 6;

    private const uint ByFrameOfAlphabet = 7;

    private const int ShortestBones = 3;

    private const int ShortestFrame = 2;

    private const int ShortestCutBones = 4;

    private const int ShortestWord = 4;

    private const int LongestCutWord = 7;

    private const int FewestBuckets = 1 << 10;

    private volatile Table _table = new(FewestBuckets);

    public long SizeInBytes => _table.SizeInBytes;

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns => [("buckets", new EarlierHeads(this)), ("nodes", new NodesOfTable(this))];

    public void CheckLoaded()
    {
        if (_table.Nodes.Count >= _table.Buckets + MaxKeys)
        {
            throw new InvalidDataException($"{_table.Nodes.Count} nodes are too many for {_table.Buckets} buckets.");
        }
    }

    public void Add(int word)
    {
        var table = _table;
        if (table.IsFull)
        {
            _table = table = table.Doubled();
        }

        Put(table, word);
    }

    /// <summary>Words that share a key with this text, some of them more than once.</summary>
    public void Find(string text, WordScript script, List<int> words)
    {
        Span<ulong> keys = stackalloc ulong[MaxKeys];
        var table = _table;
        table.Collect(keys[..Keys(text, script, true, keys)], words);
        if (script == WordScript.Alphabet && Sounds.HasArticle(text))
        {
            CollectWithoutArticle(table, text[2..], words);
        }
    }

    /// <summary>Words without vowels, which leave the article out.</summary>
    private void CollectWithoutArticle(Table table, string text, List<int> words)
    {
        var bones = Sounds.Skeleton(text);
        table.Collect([bones.Length >= ShortestBones ? hash.Of(bones, ByBonesAlone) : hash.Of(Sounds.Frame(text), ByFrameOfAbjad)], words);
    }

    private const int MaxKeys = 64;

    private void Put(Table table, int word)
    {
        Span<ulong> keys = stackalloc ulong[MaxKeys];
        var (text, script) = wordOf(word);
        foreach (var key in keys[..Keys(text, script, false, keys)])
        {
            table.Put(key, word);
        }
    }

    private int Keys(string text, WordScript script, bool asked, Span<ulong> keys)
    {
        var count = 0;
        if (text.Length < (script == WordScript.Abjad ? 2 : 3) || text.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
        {
            return 0;
        }

        keys[count++] = hash.Of(Sounds.Fold(text), BySound);
        if (text.Length is >= ShortestWord and <= LongestCutWord)
        {
            keys[count++] = hash.Of(text, ByLetters);
            count = Cuts(text, ByLetters, keys, count);
        }

        var bones = Sounds.Skeleton(text, script);
        if (bones.Length < ShortestBones && script != WordScript.Han && Sounds.Frame(text, script) is { Length: >= ShortestFrame } frame)
        {
            keys[count++] = hash.Of(frame, script == WordScript.Abjad != asked ? ByFrameOfAbjad : ByFrameOfAlphabet);
        }

        return Bones(bones, script, asked, keys, count);
    }

    private int Bones(string bones, WordScript script, bool asked, Span<ulong> keys, int count)
    {
        if (bones.Length >= ShortestBones)
        {
            // Words with vowels need no help of short skeletons to find one another; words without vowels are few.
            var isPlain = script == WordScript.Alphabet;
            keys[count++] = hash.Of(bones, isPlain && !asked ? ByBones : ByBonesAlone);
            if (asked && (!isPlain || bones.Length >= ShortestCutBones))
            {
                keys[count++] = hash.Of(bones, ByBones);
            }
        }

        return bones.Length >= ShortestCutBones ? Cuts(bones, bones.Length == ShortestCutBones ? ByCutOfFour : ByBones, keys, count) : count;
    }

    private int Cuts(string text, uint seed, Span<ulong> keys, int count)
    {
        Span<char> cut = stackalloc char[MaxKeys];
        var length = Math.Min(text.Length, MaxKeys / 2);
        for (var at = 0; at < length; at++)
        {
            if (at > 0 && text[at] == text[at - 1])
            {
                continue;
            }

            text.AsSpan(0, at).CopyTo(cut);
            text.AsSpan(at + 1, length - at - 1).CopyTo(cut[at..]);
            keys[count++] = hash.Of(cut[..(length - 1)], seed);
        }

        return count;
    }

    /// <summary>A word under one of its keys, all of whose bits are kept: what shares a bucket by chance is passed over.</summary>
    /// <param name="Next">The node before in the bucket, plus one.</param>
    private readonly record struct Node(ulong Key, int Word, int Next);

    /// <summary>Words by key: a chain per bucket.</summary>
    private sealed class Table(int[] heads)
    {
        private readonly Column<Node> _nodes = new();

        public Table(int buckets)
            : this(new int[buckets])
        {
        }

        public int Buckets => heads.Length;

        public Column<Node> Nodes => _nodes;

        public bool IsFull => _nodes.Count >= heads.Length;

        public long SizeInBytes => ((long)heads.Length * sizeof(int)) + _nodes.SizeInBytes;

        /// <summary>The same in twice as many buckets.</summary>
        public Table Doubled()
        {
            var doubled = new Table(2 * Buckets);
            for (var node = 0; node < _nodes.Count; node++)
            {
                doubled.Put(_nodes[node].Key, _nodes[node].Word);
            }

            return doubled;
        }

        public void Put(ulong key, int word)
        {
            ref var head = ref heads[key & (ulong)(heads.Length - 1)];
            var node = _nodes.Add(new(key, word, head));
            Volatile.Write(ref head, node + 1);
        }

        /// <param name="keys">At most <see cref="MaxKeys"/>.</param>
        public void Collect(ReadOnlySpan<ulong> keys, List<int> words)
        {
            // All heads first: they lie far apart, and memory is slow to give them one after the other.
            Span<int> first = stackalloc int[MaxKeys];
            for (var at = 0; at < keys.Length; at++)
            {
                first[at] = Volatile.Read(ref heads[keys[at] & (ulong)(heads.Length - 1)]);
            }

            for (var at = 0; at < keys.Length; at++)
            {
                for (var node = first[at]; node > 0;)
                {
                    ref readonly var value = ref _nodes[node - 1];
                    if (value.Key == keys[at])
                    {
                        words.Add(value.Word);
                    }

                    node = value.Next;
                }
            }
        }

        /// <summary>Heads from a bucket on, as they were when there were so many nodes: nodes come in order, so a head of then is the first node of then.</summary>
        public void CopyTo(int first, Span<int> values, int nodes)
        {
            for (var at = 0; at < values.Length; at++)
            {
                var node = Volatile.Read(ref heads[first + at]);
                while (node > nodes)
                {
                    node = _nodes[node - 1].Next;
                }

                values[at] = node;
            }
        }
    }

    private sealed class EarlierHeads(NearWords near) : ISnapshotColumn
    {
        public ColumnCapture Capture()
        {
            var (table, nodes) = (near._table, near._table.Nodes.Count);
            return new((long)table.Buckets * sizeof(int), (offset, bytes) => table.CopyTo((int)(offset / sizeof(int)), MemoryMarshal.Cast<byte, int>(bytes), nodes));
        }

        /// <summary>Comes before the nodes.</summary>
        public void Load(SnapshotBytes bytes)
        {
            var buckets = bytes.CountOf<int>();
            near._table = buckets >= FewestBuckets && int.IsPow2(buckets)
                ? new(SnapshotBytes.Values<int>(bytes.Address, buckets).ToArray())
                : throw new InvalidDataException($"{buckets} buckets are none of ours.");
        }
    }

    /// <summary>A larger table has nodes of its own.</summary>
    private sealed class NodesOfTable(NearWords near) : ISnapshotColumn
    {
        public ColumnCapture Capture() => near._table.Nodes.Capture();

        public void Load(SnapshotBytes bytes) => near._table.Nodes.Load(bytes);
    }
}
