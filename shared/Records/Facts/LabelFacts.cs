using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Records.Facts;

/// <summary>Takes the label from a record in normal form.</summary>
internal static class LabelFacts
{
    public static Label Of(JsonElement label) => new()
    {
        Tlp = Code<Tlp>.TryParse(label.Text("tlp"u8), out var tlp) ? tlp : Tlp.Red,
        Audience = label.List("audience"u8, Entry),
        Except = label.List("except"u8, agency => AgencyId.Parse(agency.GetString()!)),
    };

    private static AudienceEntry Entry(JsonElement entry) => new()
    {
        Agency = entry.Text("agency"u8) is { } agency ? AgencyId.Parse(agency) : null,
        Kind = Code<AgencyKind>.TryParse(entry.Text("kind"u8), out var kind) ? kind : null,
        Jurisdiction = entry.Text("jurisdiction"u8),
        Group = entry.Text("group"u8),
        Membership = Code<Membership>.TryParse(entry.Text("membership"u8), out var membership) ? membership : null,
    };
}
