namespace InfoShare.Screening;

/// <summary>
/// The names that share something with a question, most alike first. The order depends on the question and on each name alone; who asks takes
/// from the top as many as the caller may see. Every list that the question leads to is read, and nothing else.
/// </summary>
internal sealed class NameFinder
{
    private const int Steps = 256;

    /// <summary>Names that share less than this part of the question are left out.</summary>
    private const float Least = 0.2f;

    /// <summary>Worths are added as whole numbers, so that the order in which lists are read changes no sum.</summary>
    private const float Unit = 1 << 11;

    /// <summary>Up to so many names of one step are sorted; of more, the first ones are picked out.</summary>
    private const int Few = 2048;

    /// <summary>How far words that the question lacks speak against a name here.</summary>
    private const float Besides = 0.4f;

    [ThreadStatic]
    private static NameFinder? _ofThread;

    private readonly int[] _counts = new int[Steps];

    private ushort[] _worth = [];

    private int[] _touched = new int[1024];

    private byte[] _steps = new byte[1024];

    private int[] _ranked = new int[1024];

    private readonly List<int> _ofRecord = [];

    private readonly long[] _keys = new long[Few];

    private int _count;

    /// <summary>Asks <paramref name="take"/> for one name after the other, with how well it does by this first look, until it returns false.</summary>
    public static void Find(NameIndex index, ParsedName name, Func<int, float, bool> take)
    {
        // Arrays as long as the index are kept by the thread; a question inside a question gets its own.
        var finder = _ofThread ?? new();
        _ofThread = null;
        finder.Run(index, name, take);
        _ofThread = finder;
    }

    private void Run(NameIndex index, ParsedName name, Func<int, float, bool> take)
    {
        var names = index.Count;
        if (_worth.Length < names)
        {
            _worth = new ushort[Math.Max(names + (names / 4), 1024)];
        }

        _count = 0;
        var whole = name.Weight;
        var (words, acronym) = new LookedFor(index).Of(name);
        var looked = words.OrderByDescending(lists => lists.Values.Max()).ToList();
        var left = looked.Sum(lists => lists.Values.Max());
        foreach (var lists in looked)
        {
            // Names that have nothing but what is left would fall short of the least anyway: they are passed over, not collected.
            var isEnough = left * 1.001f >= Least * whole;
            left -= lists.Values.Max();
            foreach (var (list, worth) in lists)
            {
                Collect(index.Lists.Of(list), (int)(worth * Unit) + 1, names, isEnough);
            }
        }

        foreach (var (list, worth) in acronym)
        {
            CollectAtLeast(index.Lists.Of(list), (int)(worth * Unit) + 1, names);
        }

        Weigh(index, whole);
        Rank();
        Tell(index, take);
    }

    private void Collect(WordLists.Walk list, int worth, int names, bool isEnough)
    {
        var worths = _worth.AsSpan(0, names);
        foreach (var piece in list)
        {
            foreach (var name in piece)
            {
                if ((uint)name >= (uint)worths.Length)
                {
                    continue;
                }

                ref var sum = ref worths[name];
                if (sum == 0)
                {
                    if (!isEnough)
                    {
                        continue;
                    }

                    Touch(name);
                }

                sum = (ushort)Math.Min(sum + worth, ushort.MaxValue);
            }
        }
    }

    private void CollectAtLeast(WordLists.Walk list, int worth, int names)
    {
        foreach (var piece in list)
        {
            foreach (var name in piece)
            {
                if (name < names && _worth[name] < worth)
                {
                    if (_worth[name] == 0)
                    {
                        Touch(name);
                    }

                    _worth[name] = (ushort)Math.Min(worth, ushort.MaxValue);
                }
            }
        }
    }

    private void Touch(int name)
    {
        if (_count == _touched.Length)
        {
            Array.Resize(ref _touched, 2 * _count);
            Array.Resize(ref _steps, 2 * _count);
            Array.Resize(ref _ranked, 2 * _count);
        }

        _touched[_count++] = name;
    }

    /// <summary>Gives each name that shares enough its step, and clears what was collected.</summary>
    private void Weigh(NameIndex index, float whole)
    {
        Array.Clear(_counts);
        var kept = 0;
        for (var at = 0; at < _count; at++)
        {
            var name = _touched[at];
            var found = Math.Min(_worth[name] / Unit, whole);
            _worth[name] = 0;
            if (found >= Least * whole)
            {
                var worth = found / (whole + (Besides * Math.Max(0, index.Weight(name) - found)));
                _touched[kept] = name;
                _steps[kept] = (byte)(Math.Min(worth, 1) * (Steps - 1));
                _counts[_steps[kept++]]++;
            }
        }

        _count = kept;
    }

    /// <summary>Puts the names in the order of their steps, the highest first.</summary>
    private void Rank()
    {
        Span<int> next = stackalloc int[Steps];
        for (var (step, at) = (Steps - 1, 0); step >= 0; step--)
        {
            next[step] = at;
            at += _counts[step];
        }

        for (var at = 0; at < _count; at++)
        {
            _ranked[next[_steps[at]]++] = _touched[at];
        }
    }

    private void Tell(NameIndex index, Func<int, float, bool> take)
    {
        for (var (step, at) = (Steps - 1, 0); step >= 0; step--)
        {
            if (_counts[step] > 0 && !Tell(index, _ranked.AsSpan(at, _counts[step]), step / (float)(Steps - 1), take))
            {
                return;
            }

            at += _counts[step];
        }
    }

    /// <summary>
    /// Names of one step, those of the newest records first, those of one record by their words: no order but this one is free of what hidden
    /// records, and names that are gone, have added.
    /// </summary>
    private bool Tell(NameIndex index, ReadOnlySpan<int> names, float worth, Func<int, float, bool> take)
    {
        _ofRecord.Clear();
        if (names.Length > Few)
        {
            var queue = Queue(index, names);
            while (queue.TryDequeue(out var name, out _))
            {
                if (!Tell(index, name, worth, take))
                {
                    return false;
                }
            }
        }
        else
        {
            var keys = Sorted(index, names);
            for (var at = keys.Length - 1; at >= 0; at--)
            {
                if (!Tell(index, (int)keys[at], worth, take))
                {
                    return false;
                }
            }
        }

        return TellRecord(index, worth, take);
    }

    /// <summary>Keeps the name until all of its record's have come.</summary>
    private bool Tell(NameIndex index, int name, float worth, Func<int, float, bool> take)
    {
        var goOn = _ofRecord.Count == 0 || index.Record(_ofRecord[0]) == index.Record(name) || TellRecord(index, worth, take);
        _ofRecord.Add(name);
        return goOn;
    }

    private bool TellRecord(NameIndex index, float worth, Func<int, float, bool> take)
    {
        if (_ofRecord.Count > 1)
        {
            _ofRecord.Sort(index.CompareWords);
        }

        var goOn = true;
        for (var at = 0; goOn && at < _ofRecord.Count; at++)
        {
            goOn = take(_ofRecord[at], worth);
        }

        _ofRecord.Clear();
        return goOn;
    }

    private ReadOnlySpan<long> Sorted(NameIndex index, ReadOnlySpan<int> names)
    {
        var keys = _keys.AsSpan(0, names.Length);
        for (var at = 0; at < keys.Length; at++)
        {
            keys[at] = Key(index, names[at]);
        }

        keys.Sort();
        return keys;
    }

    private static PriorityQueue<int, long> Queue(NameIndex index, ReadOnlySpan<int> names)
    {
        var queue = new (int Name, long Priority)[names.Length];
        for (var at = 0; at < queue.Length; at++)
        {
            queue[at] = (names[at], -Key(index, names[at]));
        }

        return new(queue);
    }

    private static long Key(NameIndex index, int name) => ((long)index.Record(name) << 32) | (uint)name;
}
