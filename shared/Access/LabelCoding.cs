using System.Text;
using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Access;

/// <summary>A label as it is stored, by itself or within another thing's JSON.</summary>
internal static class LabelCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Tlp,
        Audience,
        Except,
    }

    public static string ToJson(Label label) => Encoding.UTF8.GetString(StoredWriting.ToBytes(label, Write));

    /// <summary>Null if the text says null.</summary>
    /// <exception cref="JsonException">It is no label.</exception>
    public static Label? OfJson(string json) => StoredReading.Of(Encoding.UTF8.GetBytes(json), Read);

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
