using System.Collections.Frozen;
using System.Numerics;
using InfoShare.Json;

namespace InfoShare.Access;

/// <summary>A set of roles as the codes of its members, and back.</summary>
public static class RoleCodes
{
    private static readonly FrozenDictionary<Roles, IReadOnlyList<string>> Sets = AllSets().ToFrozenDictionary(set => set, set => (IReadOnlyList<string>)CodesOf(set));

    /// <summary>Every role's code, in the order of declaration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None).Select(Code<Roles>.Of)];

    /// <summary>The codes of the roles in a set, in the order of declaration.</summary>
    public static IReadOnlyList<string> Of(Roles roles) => Sets[roles];

    /// <summary>One role by its code, compared exactly.</summary>
    public static bool TryParse(string? code, out Roles role) => Code<Roles>.TryParse(code, out role) && role != Roles.None;

    /// <summary>The roles that the codes name; what names none is left out, for an issuer may use more roles than the hub knows.</summary>
    public static Roles Known(IEnumerable<string> codes)
    {
        var roles = Roles.None;
        foreach (var code in codes)
        {
            roles |= TryParse(code, out var role) ? role : Roles.None;
        }

        return roles;
    }

    private static IEnumerable<Roles> AllSets() =>
        Enumerable.Range(0, 1 << BitOperations.PopCount((uint)Enum.GetValues<Roles>().Aggregate((all, role) => all | role))).Select(set => (Roles)set);

    private static string[] CodesOf(Roles set) =>
        [.. Enum.GetValues<Roles>().Where(role => role != Roles.None && set.HasFlag(role)).Select(Code<Roles>.Of)];
}
