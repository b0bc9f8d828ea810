using System.Globalization;

namespace InfoShare.Json;

/// <summary>
/// Builds JSON pointers (RFC 6901). A member's name of more than <see cref="MaxSegment"/> characters is cut and ends with <c>…</c>,
/// so that hostile names cannot make a huge answer of a hundred errors.
/// </summary>
public static class JsonPointer
{
    /// <summary>Characters of one member's name that a pointer shows.</summary>
    public const int MaxSegment = 100;

    /// <summary>The pointer of a member of the object at <paramref name="pointer"/>.</summary>
    public static string Append(string pointer, string member)
    {
        if (member.Length > MaxSegment)
        {
            var end = char.IsHighSurrogate(member[MaxSegment - 1]) ? MaxSegment - 1 : MaxSegment;
            member = member[..end] + "…";
        }

        return pointer + "/" + Escape(member);
    }

    /// <summary>The pointer of an item of the array at <paramref name="pointer"/>.</summary>
    public static string Append(string pointer, int index) => pointer + "/" + index.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string member) =>
        member.AsSpan().ContainsAny('~', '/')
            ? member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)
            : member;
}
