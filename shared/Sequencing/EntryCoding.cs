using System.Text.Json;
using InfoShare.Access;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Sequencing;

/// <summary>A sequence entry as it is stored: by hand, because every version's is written once and read by all that follow the sequence.</summary>
internal static class EntryCoding
{
    private static readonly MemberNames<Member> Names = new();

    private static readonly MerchantFacts NoMerchant = new();

    private enum Member
    {
        Merchant,
        Parties,
        Alert,
        Header,
        LabelBefore,
        StatusBefore,
    }

    public static ReadOnlyMemory<byte> Encode(SequenceEntry entry) => StoredWriting.ToBytes(entry, Write);

    /// <summary>Null if the bytes say null.</summary>
    /// <exception cref="JsonException">They hold no entry.</exception>
    public static SequenceEntry? Decode(ReadOnlySpan<byte> utf8) => StoredReading.Of(utf8, Read);

    private static void Write(Utf8JsonWriter writer, SequenceEntry entry)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(Names[Member.Merchant]);
        MerchantCoding.Write(writer, entry.Merchant);
        writer.WriteList(Names[Member.Parties], entry.Parties, PartyCoding.Write);
        if (entry.Alert is { } alert)
        {
            writer.WritePropertyName(Names[Member.Alert]);
            AlertCoding.Write(writer, alert);
        }

        writer.WritePropertyName(Names[Member.Header]);
        HeaderCoding.Write(writer, entry.Header);
        if (entry.LabelBefore is { } label)
        {
            writer.WritePropertyName(Names[Member.LabelBefore]);
            LabelCoding.Write(writer, label);
        }

        writer.WriteIfGiven(Names[Member.StatusBefore], entry.StatusBefore);
        writer.WriteEndObject();
    }

    private static SequenceEntry Read(ref Utf8JsonReader reader)
    {
        var (header, merchant, labelBefore) = ((RecordHeader?)null, NoMerchant, (Label?)null);
        var (alert, statusBefore) = ((AlertFacts?)null, (RecordStatus?)null);
        IReadOnlyList<PartyFacts> parties = [];
        var members = Names.Open(ref reader);
        while (members.Next(ref reader))
        {
            switch (members.Member)
            {
                case Member.Merchant:
                    merchant = MerchantCoding.Read(ref reader);
                    break;
                case Member.Parties:
                    parties = reader.List(PartyCoding.Read);
                    break;
                case Member.Alert:
                    alert = AlertCoding.Read(ref reader);
                    break;
                case Member.Header:
                    header = HeaderCoding.Read(ref reader);
                    break;
                case Member.LabelBefore:
                    labelBefore = LabelCoding.Read(ref reader);
                    break;
                case Member.StatusBefore:
                    statusBefore = JsonCode<RecordStatus>.Read(ref reader);
                    break;
            }
        }

        members.Require(Member.Header);
        return new() { Header = header!, Merchant = merchant, Parties = parties, Alert = alert, LabelBefore = labelBefore, StatusBefore = statusBefore };
    }
}
