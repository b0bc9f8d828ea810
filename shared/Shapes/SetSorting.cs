namespace InfoShare.Shapes;

/// <summary>Sorts the items of sets inside canonical JSON. A set keeps its length, so inner ones are sorted before outer ones, in place.</summary>
internal static class SetSorting
{
    /// <param name="sets">As <see cref="CanonicalBuffer"/> keeps them: per set its end, the items' starts from last to first, and their count.</param>
    public static void Sort(byte[] json, List<int> sets)
    {
        // Written back to front, so each set is found from its count; first all places, then inner before outer.
        var places = new Stack<int>();
        for (var at = sets.Count - 1; at >= 0; at -= sets[at] + 2)
        {
            places.Push(at);
        }

        foreach (var at in places)
        {
            SortOne(json, sets, at);
        }
    }

    private static void SortOne(byte[] json, List<int> sets, int at)
    {
        var count = sets[at];
        var items = new (int Start, int Length)[count];
        for (var item = 0; item < count; item++)
        {
            var start = sets[at - 1 - item];
            var isLast = item == count - 1;
            var end = isLast ? sets[at - 1 - count] : sets[at - 2 - item] - 1;
            items[item] = (start, end - start);
        }

        if (AreInOrder(json, items))
        {
            return;
        }

        var first = items[0].Start;
        var source = json[first..(items[^1].Start + items[^1].Length)];
        Array.Sort(items, (x, y) => Span(source, first, x).SequenceCompareTo(Span(source, first, y)));
        var target = first;
        for (var item = 0; item < count; item++)
        {
            if (item > 0)
            {
                json[target++] = (byte)',';
            }

            Span(source, first, items[item]).CopyTo(json.AsSpan(target));
            target += items[item].Length;
        }
    }

    private static bool AreInOrder(byte[] json, (int Start, int Length)[] items)
    {
        for (var item = 1; item < items.Length; item++)
        {
            if (Span(json, 0, items[item - 1]).SequenceCompareTo(Span(json, 0, items[item])) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<byte> Span(byte[] source, int first, (int Start, int Length) item) => source.AsSpan(item.Start - first, item.Length);
}
