using System.Text.Json;
using InfoShare.Identifiers;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>An identifier as it is stored within a sequence entry.</summary>
internal static class IdentifierCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Scheme,
        Value,
        Unverified,
    }

    public static void Write(Utf8JsonWriter writer, Identifier identifier)
    {
        writer.WriteStartObject();
        writer.WriteString(Names[Member.Scheme], identifier.Scheme);
        writer.WriteString(Names[Member.Value], identifier.Value);
        writer.WriteBoolean(Names[Member.Unverified], identifier.Unverified);
        writer.WriteEndObject();
    }

    public static Identifier Read(ref Utf8JsonReader reader)
    {
        var (scheme, value, unverified) = ("", "", false);
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Scheme:
                    scheme = reader.RepeatedText();
                    break;
                case Member.Value:
                    value = reader.Text();
                    break;
                case Member.Unverified:
                    unverified = reader.GetBoolean();
                    break;
            }
        }

        members.Require(Member.Scheme, Member.Value);
        return new(scheme, value, unverified);
    }
}
