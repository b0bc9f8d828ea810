using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>An alert's amount as it is stored: its number stands beside its text, and is made from the text when it is read.</summary>
internal static class AmountCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        Currency,
        Value,
        Number,
    }

    public static void Write(Utf8JsonWriter writer, AlertAmount amount)
    {
        writer.WriteStartObject();
        writer.WriteString(Names[Member.Currency], amount.Currency);
        writer.WriteString(Names[Member.Value], amount.Value);
        writer.WriteNumber(Names[Member.Number], amount.Number);
        writer.WriteEndObject();
    }

    public static AlertAmount Read(ref Utf8JsonReader reader)
    {
        var (currency, value) = ("", "");
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Currency:
                    currency = reader.RepeatedText();
                    break;
                case Member.Value:
                    value = reader.Text();
                    break;
                case Member.Number:
                    reader.Skip();
                    break;
            }
        }

        members.Require(Member.Currency, Member.Value);
        return new(currency, value);
    }
}
