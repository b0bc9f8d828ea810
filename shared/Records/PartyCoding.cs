using System.Text.Json;
using InfoShare.Identifiers;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>A party as it is stored within a sequence entry.</summary>
internal static class PartyCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Role,
        Names,
        Identifiers,
        Country,
    }

    public static void Write(Utf8JsonWriter writer, PartyFacts party)
    {
        writer.WriteStartObject();
        writer.WriteString(Names[Member.Role], party.Role);
        writer.WriteList(Names[Member.Names], party.Names, MerchantNameCoding.Write);
        writer.WriteList(Names[Member.Identifiers], party.Identifiers, IdentifierCoding.Write);
        writer.WriteIfGiven(Names[Member.Country], party.Country);
        writer.WriteEndObject();
    }

    public static PartyFacts Read(ref Utf8JsonReader reader)
    {
        var (role, country) = ("", (string?)null);
        IReadOnlyList<MerchantName> names = [];
        IReadOnlyList<Identifier> identifiers = [];
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Role:
                    role = reader.RepeatedText();
                    break;
                case Member.Names:
                    names = reader.List(MerchantNameCoding.Read);
                    break;
                case Member.Identifiers:
                    identifiers = reader.List(IdentifierCoding.Read);
                    break;
                case Member.Country:
                    country = reader.RepeatedText();
                    break;
            }
        }

        members.Require(Member.Role);
        return new(role, names, identifiers, country);
    }
}
