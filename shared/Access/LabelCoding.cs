using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Access;

/// <summary>A label as it is stored within another thing's JSON.</summary>
internal static class LabelCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Tlp,
        Audience,
        Except,
    }

    public static void Write(Utf8JsonWriter writer, Label label)
    {
        writer.WriteStartObject();
        writer.WriteCode(Names[Member.Tlp], label.Tlp);
        writer.WriteList(Names[Member.Audience], label.Audience, AudienceCoding.Write);
        writer.WriteList(Names[Member.Except], label.Except, StoredWriting.WriteAgency);
        writer.WriteEndObject();
    }

    public static Label Read(ref Utf8JsonReader reader)
    {
        var tlp = Tlp.Red;
        IReadOnlyList<AudienceEntry> audience = [];
        IReadOnlyList<AgencyId> except = [];
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Tlp:
                    tlp = JsonCode<Tlp>.Read(ref reader);
                    break;
                case Member.Audience:
                    audience = reader.List(AudienceCoding.Read);
                    break;
                case Member.Except:
                    except = reader.List(StoredReading.ReadAgency);
                    break;
            }
        }

        members.Require(Member.Tlp);
        return new() { Tlp = tlp, Audience = audience, Except = except };
    }
}
