using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>What a sequence entry says of an alert, as it is stored.</summary>
internal static class AlertCoding
{
    private static readonly MemberNames<Member> Names = new();

    private enum Member
    {
        DetectedOn,
        Amounts,
        CounterpartyCountries,
    }

    public static void Write(Utf8JsonWriter writer, AlertFacts alert)
    {
        writer.WriteStartObject();
        writer.WriteDay(Names[Member.DetectedOn], alert.DetectedOn);
        writer.WriteList(Names[Member.Amounts], alert.Amounts, AmountCoding.Write);
        writer.WriteList(Names[Member.CounterpartyCountries], alert.CounterpartyCountries, StoredWriting.WriteText);
        writer.WriteEndObject();
    }

    public static AlertFacts Read(ref Utf8JsonReader reader)
    {
        var detectedOn = default(DateOnly);
        IReadOnlyList<AlertAmount> amounts = [];
        IReadOnlyList<string> countries = [];
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.DetectedOn:
                    detectedOn = reader.Day();
                    break;
                case Member.Amounts:
                    amounts = reader.List(AmountCoding.Read);
                    break;
                case Member.CounterpartyCountries:
                    countries = reader.List(StoredReading.ReadRepeatedText);
                    break;
            }
        }

        members.Require(Member.DetectedOn);
        return new(detectedOn, amounts, countries);
    }
}
