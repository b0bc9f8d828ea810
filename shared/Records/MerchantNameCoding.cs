using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>A name as it is stored within a sequence entry.</summary>
internal static class MerchantNameCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Text,
        Kind,
        Language,
        Weak,
    }

    public static void Write(Utf8JsonWriter writer, MerchantName name)
    {
        writer.WriteStartObject();
        writer.WriteString(Names[Member.Text], name.Text);
        writer.WriteString(Names[Member.Kind], name.Kind);
        writer.WriteIfGiven(Names[Member.Language], name.Language);
        writer.WriteBoolean(Names[Member.Weak], name.Weak);
        writer.WriteEndObject();
    }

    public static MerchantName Read(ref Utf8JsonReader reader)
    {
        var (text, kind, language, weak) = ("", "", (string?)null, false);
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Text:
                    text = reader.Text();
                    break;
                case Member.Kind:
                    kind = reader.RepeatedText();
                    break;
                case Member.Language:
                    language = reader.RepeatedText();
                    break;
                case Member.Weak:
                    weak = reader.GetBoolean();
                    break;
            }
        }

        members.Require(Member.Text, Member.Kind);
        return new(text, kind, language, weak);
    }
}
