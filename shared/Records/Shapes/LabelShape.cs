using InfoShare.Codes.Lists;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>Who may see a record (DESIGN section 7).</summary>
internal static class LabelShape
{
    private static readonly ObjectShape Entry = new(
        [
            Optional("agency", Values.Agency, "This agency."),
            Optional("kind", new CodeShape(AgencyKinds.List), "Agencies of this kind."),
            Optional("jurisdiction", Values.Country, "Agencies of this country."),
            Optional("group", new GroupShape(), "Members of this sharing group, which the publisher is in."),
            Optional("membership", new CodeShape(Memberships.List), "Agencies of the hub's own country, or of partners."),
        ],
        new SaysSomething());

    public static ObjectShape Shape { get; } = new(
        [
            Required("tlp", new CodeShape(Colours.List), "How far the record may go (TLP 2.0)."),
            Optional("audience", new ArrayShape(Entry, Bounds.Audience, min: 1, distinct: true), "To whom: OR between the entries, AND inside an entry."),
            Optional("except", new ArrayShape(Values.Agency, Bounds.Audience, distinct: true), "Agencies left out, whatever the audience says."),
            Optional("onwardSharing", new CodeShape(OnwardSharings.List), "What those who see the record may do with it."),
        ],
        new AudienceFitsColour());
}
