using System.Text;

namespace InfoShare.Text;

/// <summary>The algorithm of UAX 15: decompose, bring combining marks into canonical order, compose.</summary>
internal static class Normalizer
{
    /// <summary>Runs of combining marks up to this are sorted in place; hostile ones by keys.</summary>
    private const int ShortRun = 16;

    /// <summary>The quick check of UAX 15, section 9: yes, or perhaps not.</summary>
    public static bool IsStable(string text, bool compatible)
    {
        var lastClass = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var traits = NormalTable.Instance[CodePointAt(text, ref i)];
            if (!traits.IsStable(compatible) || (traits.CombiningClass != 0 && traits.CombiningClass < lastClass))
            {
                return false;
            }

            lastClass = traits.CombiningClass;
        }

        return true;
    }

    public static string Compose(string text, bool compatible)
    {
        var codePoints = Decompose(text, compatible);
        Order(codePoints);
        return ToText(codePoints, Compose(codePoints));
    }

    private static List<int> Decompose(string text, bool compatible)
    {
        var codePoints = new List<int>(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var codePoint = CodePointAt(text, ref i);
            if (Hangul.IsSyllable(codePoint))
            {
                var (lead, vowel, tail) = Hangul.Decompose(codePoint);
                codePoints.AddRange(tail == 0 ? [lead, vowel] : [lead, vowel, tail]);
            }
            else if (NormalTable.Instance[codePoint].Decomposition(compatible) is { } decomposition)
            {
                codePoints.AddRange(decomposition);
            }
            else
            {
                codePoints.Add(codePoint);
            }
        }

        return codePoints;
    }

    private static void Order(List<int> codePoints)
    {
        var start = 0;
        for (var i = 0; i <= codePoints.Count; i++)
        {
            if (i == codePoints.Count || ClassOf(codePoints[i]) == 0)
            {
                OrderRun(codePoints, start, i - start);
                start = i + 1;
            }
        }
    }

    /// <summary>Sorts marks by class; those of one class keep their order.</summary>
    private static void OrderRun(List<int> codePoints, int start, int length)
    {
        if (length > ShortRun)
        {
            var sorted = codePoints.GetRange(start, length).OrderBy(ClassOf).ToArray();
            for (var i = 0; i < length; i++)
            {
                codePoints[start + i] = sorted[i];
            }

            return;
        }

        for (var i = start + 1; i < start + length; i++)
        {
            for (var k = i; k > start && ClassOf(codePoints[k - 1]) > ClassOf(codePoints[k]); k--)
            {
                (codePoints[k - 1], codePoints[k]) = (codePoints[k], codePoints[k - 1]);
            }
        }
    }

    /// <summary>Composes in place; returns how many code points are left.</summary>
    private static int Compose(List<int> codePoints)
    {
        var (starter, lastClass, written) = (-1, 0, 0);
        for (var i = 0; i < codePoints.Count; i++)
        {
            var codePoint = codePoints[i]; // never written yet: what is written stays behind what is read
            var combiningClass = ClassOf(codePoint);
            var blocked = starter < 0 || (written != starter + 1 && lastClass >= combiningClass);
            if (!blocked && NormalTable.Instance.TryCompose(codePoints[starter], codePoint, out var composite))
            {
                codePoints[starter] = composite;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = written;
            }

            lastClass = combiningClass;
            codePoints[written++] = codePoint;
        }

        return written;
    }

    private static string ToText(List<int> codePoints, int count)
    {
        var text = new StringBuilder(count);
        for (var i = 0; i < count; i++)
        {
            if (Rune.TryCreate(codePoints[i], out var rune))
            {
                text.Append(rune);
            }
            else
            {
                text.Append((char)codePoints[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>The code point at a place, a lone surrogate being one by itself; the place moves to its last unit.</summary>
    private static int CodePointAt(string text, ref int index)
    {
        var unit = text[index];
        return char.IsHighSurrogate(unit) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            ? char.ConvertToUtf32(unit, text[++index])
            : unit;
    }

    private static int ClassOf(int codePoint) => NormalTable.Instance[codePoint].CombiningClass;
}
