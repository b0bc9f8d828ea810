using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace InfoShare.Json;

/// <summary>
/// The wire codes of an enumeration: what <see cref="JsonStringEnumMemberNameAttribute"/> says, else the member's name in lower-case.
/// One place, so that JSON, query parameters, CSV and documents agree.
/// </summary>
public static class Code<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(value => value, NameOf);

    private static readonly FrozenDictionary<string, T> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All codes, in the order of declaration.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Code<Tlp>.All reads as what it is.")]
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(NameOf)];

    /// <summary>The code of a value.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Code<Tlp>.Of(value) reads as what it is.")]
    public static string Of(T value) => Names[value];

    /// <summary>The value of a code, compared exactly.</summary>
    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Code<Tlp>.TryParse reads as what it is.")]
    public static bool TryParse(string? code, out T value)
    {
        if (code is not null)
        {
            return Values.TryGetValue(code, out value);
        }

        value = default;
        return false;
    }

    private static string NameOf(T value)
    {
        var name = Enum.GetName(value)!;
        return typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name.ToLowerInvariant();
    }
}
