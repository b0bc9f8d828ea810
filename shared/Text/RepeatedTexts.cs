using System.Text;

namespace InfoShare.Text;

/// <summary>
/// Short ASCII texts that are few and come again and again, such as codes and names of properties: each is made into a string once, as long
/// as no other takes its place. May be asked from many threads at once: a slot holds null or a whole immutable string, and who loses a
/// race has merely made a string more.
/// </summary>
/// <param name="slots">A power of two.</param>
public sealed class RepeatedTexts(int slots)
{
    private readonly string?[] _slots = new string?[slots];

    /// <summary>The text of these bytes, which must be ASCII.</summary>
    public string Of(ReadOnlySpan<byte> ascii)
    {
        var hash = ascii.Length;
        foreach (var next in ascii)
        {
            hash = (hash * 31) + next;
        }

        ref var known = ref _slots[hash & (_slots.Length - 1)];
        var text = known;
        if (text is null || !Ascii.Equals(ascii, text))
        {
            text = Encoding.ASCII.GetString(ascii);
            known = text;
        }

        return text;
    }
}
