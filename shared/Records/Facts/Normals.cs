using System.Text.Json;

namespace InfoShare.Records.Facts;

/// <summary>Reads members of a normal form, of which it is known that they are right.</summary>
internal static class Normals
{
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> member) =>
        element.TryGetProperty(member, out var value) ? value.GetString() : null;

    public static bool Flag(this JsonElement element, ReadOnlySpan<byte> member) =>
        element.TryGetProperty(member, out var value) && value.GetBoolean();

    public static DateOnly? Date(this JsonElement element, ReadOnlySpan<byte> member) =>
        element.Text(member) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>What each item of a list gives; empty where there is no list.</summary>
    public static IReadOnlyList<T> List<T>(this JsonElement element, ReadOnlySpan<byte> member, Func<JsonElement, T> read)
    {
        if (!element.TryGetProperty(member, out var list))
        {
            return [];
        }

        var items = new T[list.GetArrayLength()];
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            items[index++] = read(item);
        }

        return items;
    }
}
