using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Access;

/// <summary>An entry of an audience as it is stored within its label.</summary>
internal static class AudienceCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Agency,
        Kind,
        Jurisdiction,
        Group,
        Membership,
    }

    public static void Write(Utf8JsonWriter writer, AudienceEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteIfGiven(Names[Member.Agency], entry.Agency?.ToString());
        writer.WriteIfGiven(Names[Member.Kind], entry.Kind);
        writer.WriteIfGiven(Names[Member.Jurisdiction], entry.Jurisdiction);
        writer.WriteIfGiven(Names[Member.Group], entry.Group);
        writer.WriteIfGiven(Names[Member.Membership], entry.Membership);
        writer.WriteEndObject();
    }

    public static AudienceEntry Read(ref Utf8JsonReader reader)
    {
        AgencyId? agency = null;
        AgencyKind? kind = null;
        Membership? membership = null;
        string? jurisdiction = null;
        string? group = null;
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Agency:
                    agency = StoredReading.ReadAgency(ref reader);
                    break;
                case Member.Kind:
                    kind = JsonCode<AgencyKind>.Read(ref reader);
                    break;
                case Member.Jurisdiction:
                    jurisdiction = reader.RepeatedText();
                    break;
                case Member.Group:
                    group = reader.RepeatedText();
                    break;
                case Member.Membership:
                    membership = JsonCode<Membership>.Read(ref reader);
                    break;
            }
        }

        return new() { Agency = agency, Kind = kind, Jurisdiction = jurisdiction, Group = group, Membership = membership };
    }
}
