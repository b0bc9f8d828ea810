using System.Collections.Frozen;

namespace InfoShare.Codes;

/// <summary>A named list of codes. Lists may grow: who reads records must expect codes that it does not know.</summary>
/// <param name="name">Lower-kebab and plural, as in <c>/codes/{name}</c>.</param>
/// <param name="description">Where the list is used, as an English sentence.</param>
public sealed class CodeList(string name, string description, params IReadOnlyList<CodeEntry> entries)
{
    private readonly FrozenSet<string> _codes = entries.Select(entry => entry.Code).ToFrozenSet(StringComparer.Ordinal);

    public string Name => name;

    public string Description => description;

    /// <summary>In the order in which a person would want to choose.</summary>
    public IReadOnlyList<CodeEntry> Entries => entries;

    public bool Contains(string code) => _codes.Contains(code);
}
