using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>What a sequence entry says of a merchant, as it is stored.</summary>
internal static class MerchantCoding
{
    private static readonly MemberNames<Member> Names = new();

    private static readonly MerchantFacts Empty = new();

    private enum Member
    {
        Names,
        Identifiers,
        Country,
        Kind,
    }

    public static void Write(Utf8JsonWriter writer, MerchantFacts merchant)
    {
        writer.WriteStartObject();
        writer.WriteList(Names[Member.Names], merchant.Names, MerchantNameCoding.Write);
        writer.WriteList(Names[Member.Identifiers], merchant.Identifiers, IdentifierCoding.Write);
        writer.WriteIfGiven(Names[Member.Country], merchant.Country);
        writer.WriteString(Names[Member.Kind], merchant.Kind);
        writer.WriteEndObject();
    }

    public static MerchantFacts Read(ref Utf8JsonReader reader)
    {
        var (names, identifiers, country, kind) = (Empty.Names, Empty.Identifiers, Empty.Country, Empty.Kind);
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Names:
                    names = reader.List(MerchantNameCoding.Read);
                    break;
                case Member.Identifiers:
                    identifiers = reader.List(IdentifierCoding.Read);
                    break;
                case Member.Country:
                    country = reader.RepeatedText();
                    break;
                case Member.Kind:
                    kind = reader.RepeatedText();
                    break;
            }
        }

        return new() { Names = names, Identifiers = identifiers, Country = country, Kind = kind };
    }
}
