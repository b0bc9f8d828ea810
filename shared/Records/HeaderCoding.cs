using System.Text.Json;
using InfoShare.Access;
using InfoShare.Json;

namespace InfoShare.Records;

/// <summary>A header as it is stored: by hand, because every version's is written once and read many times.</summary>
internal static class HeaderCoding
{
    private static readonly MemberNames<HeaderMember> Names = new();

    public static ReadOnlyMemory<byte> Encode(RecordHeader header) => StoredWriting.ToBytes(header, Write);

    /// <summary>Null if the bytes say null.</summary>
    /// <exception cref="JsonException">They hold no header.</exception>
    public static RecordHeader? Decode(ReadOnlySpan<byte> utf8) => StoredReading.Of(utf8, Read);

    public static void Write(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteStartObject();
        WriteIdentity(writer, header);
        WriteContent(writer, header);
        writer.WriteEndObject();
    }

    public static RecordHeader Read(ref Utf8JsonReader reader)
    {
        var members = Names.Open(ref reader);
        var parts = default(HeaderParts);
        while (members.Next(ref reader))
        {
            parts.Read(ref reader, members.Member);
        }

        members.Require(
            HeaderMember.Id,
            HeaderMember.Version,
            HeaderMember.Status,
            HeaderMember.Change,
            HeaderMember.Publisher,
            HeaderMember.PublisherJurisdiction,
            HeaderMember.Reference,
            HeaderMember.Label,
            HeaderMember.PublishedAt,
            HeaderMember.UpdatedAt);
        return parts.ToHeader();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteString(Names[HeaderMember.Id], header.Id.ToString());
        writer.WriteNumber(Names[HeaderMember.Version], header.Version);
        writer.WriteCode(Names[HeaderMember.Status], header.Status);
        writer.WriteCode(Names[HeaderMember.Change], header.Change);
        writer.WriteString(Names[HeaderMember.Publisher], header.Publisher.ToString());
        writer.WriteString(Names[HeaderMember.PublisherJurisdiction], header.PublisherJurisdiction);
        writer.WriteString(Names[HeaderMember.Reference], header.Reference);
        writer.WritePropertyName(Names[HeaderMember.Label]);
        LabelCoding.Write(writer, header.Label);
        writer.WriteString(Names[HeaderMember.PublishedAt], header.PublishedAt);
        writer.WriteString(Names[HeaderMember.UpdatedAt], header.UpdatedAt);
        writer.WriteIfGiven(Names[HeaderMember.Reason], header.Reason);
    }

    private static void WriteContent(Utf8JsonWriter writer, RecordHeader header)
    {
        writer.WriteIfGiven(Names[HeaderMember.Category], header.Category);
        writer.WriteIfGiven(Names[HeaderMember.Typology], header.Typology);
        writer.WriteList(Names[HeaderMember.Measures], header.Measures, StoredWriting.WriteText);
        writer.WriteIfGiven(Names[HeaderMember.Severity], header.Severity);
        writer.WriteIfGiven(Names[HeaderMember.Stage], header.Stage);
        if (header.RiskScore is { } score)
        {
            writer.WriteNumber(Names[HeaderMember.RiskScore], score);
        }

        writer.WriteIfGiven(Names[HeaderMember.MerchantCountry], header.MerchantCountry);
        if (header.DecidedOn is { } day)
        {
            writer.WriteDay(Names[HeaderMember.DecidedOn], day);
        }

        if (header.PublicityEndsAt is { } end)
        {
            writer.WriteString(Names[HeaderMember.PublicityEndsAt], end);
        }

        writer.WriteBase64String(Names[HeaderMember.ContentHash], header.ContentHash.Span);
    }
}
