using System.Buffers;

namespace InfoShare.Agencies;

/// <summary>An agency's id: 2–40 of a–z, 0–9 and inner single hyphens, such as <c>cn-customs</c>.</summary>
public readonly record struct AgencyId
{
    public const int MaxLength = 40;

    private static readonly SearchValues<char> Permitted = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string? _value;

    private AgencyId(string value) => _value = value;

    /// <summary>The hub's own operator, which is there from the first start.</summary>
    public static AgencyId HubOperator { get; } = new("hub-operator");

    public static bool TryParse(string? text, out AgencyId id)
    {
        id = default;
        if (text is null || text.Length is < 2 or > MaxLength || text[0] == '-' || text[^1] == '-' || text.Contains("--", StringComparison.Ordinal))
        {
            return false;
        }

        if (text.AsSpan().ContainsAnyExcept(Permitted))
        {
            return false;
        }

        id = new(text);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for ids that were checked before they were stored.</summary>
    /// <exception cref="FormatException">Not an agency id.</exception>
    public static AgencyId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an agency id.");

    public override string ToString() => _value ?? "";
}
