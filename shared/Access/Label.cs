using System.Text.Json.Serialization;
using InfoShare.Agencies;

namespace InfoShare.Access;

/// <summary>How far a record may go: the colours of TLP 2.0 (FIRST, August 2022).</summary>
public enum Tlp
{
    /// <summary>Anyone, the public too.</summary>
    [JsonStringEnumMemberName("CLEAR")]
    Clear,

    /// <summary>Every member.</summary>
    [JsonStringEnumMemberName("GREEN")]
    Green,

    /// <summary>The audience.</summary>
    [JsonStringEnumMemberName("AMBER")]
    Amber,

    /// <summary>Named agencies or groups, not passed on.</summary>
    [JsonStringEnumMemberName("AMBER+STRICT")]
    AmberStrict,

    /// <summary>Named agencies' case officers, one record at a time, with a purpose.</summary>
    [JsonStringEnumMemberName("RED")]
    Red,
}

/// <summary>Who may see a record: a colour and, from AMBER on, an audience.</summary>
public sealed record Label
{
    public required Tlp Tlp { get; init; }

    /// <summary>OR between the entries; empty where the colour takes none.</summary>
    public IReadOnlyList<AudienceEntry> Audience { get; init; } = [];

    /// <summary>Agencies left out, whatever the audience says.</summary>
    public IReadOnlyList<AgencyId> Except { get; init; } = [];
}

/// <summary>One entry of an audience: all that it names must hold (AND).</summary>
public sealed record AudienceEntry
{
    public AgencyId? Agency { get; init; }

    public AgencyKind? Kind { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Jurisdiction { get; init; }

    public string? Group { get; init; }

    public Membership? Membership { get; init; }
}
