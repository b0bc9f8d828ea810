using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Sequencing;

public sealed class EntryCodingTests
{
    private const string Stored =
        """
        {"merchant":{"names":[{"text":"Gro\u00DFe H\u00E4user","kind":"legal","language":"de","weak":false}],"identifiers":[{"scheme":"lei","value":"1","unverified":true}],"country":"DE","kind":"company"},
        "parties":[{"role":"carrier","names":[],"identifiers":[]}],
        "alert":{"detectedOn":"2026-03-01","amounts":[{"currency":"EUR","value":"12.50","number":12.50}],"counterpartyCountries":["CH"]},
        "header":{"id":"alert_0faaaaaaaaaaaaaaaaaaaaaaaaaa","version":2,"status":"active","change":"corrected","publisher":"de-market","publisherJurisdiction":"DE","reference":"R\u0026D 1",
        "label":{"tlp":"AMBER\u002BSTRICT","audience":[{"agency":"cn-customs"},{"kind":"customs","jurisdiction":"FR","group":"g","membership":"partner"}],"except":["fr-douane"]},
        "publishedAt":"2026-03-12T00:00:00.25+00:00","updatedAt":"2026-03-13T01:02:03+00:00","reason":"x","typology":"t","measures":[],"riskScore":70,"merchantCountry":"DE","contentHash":"AAECAwQFBgcICQoLDA0ODw=="},
        "labelBefore":{"tlp":"RED","audience":[],"except":[]},"statusBefore":"retracted"}
        """;

    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    private static byte[] StoredBytes => Encoding.UTF8.GetBytes(Stored.ReplaceLineEndings(""));

    [Fact]
    public void An_Entry_Is_Written_As_The_Serializer_Wrote_It() => Holds(1000, random =>
    {
        var entry = new InventedEntries(random).Entry();
        return PendingRow.Encode(entry).Span.SequenceEqual(Serialized(entry));
    });

    [Fact]
    public void An_Entry_Is_Read_Back_Whatever_Its_Order_And_With_Members_Of_Other_Versions() => Holds(1000, random =>
    {
        var bytes = PendingRow.Encode(new InventedEntries(random).Entry());
        var other = new OtherOrder(random).Of(bytes);
        return Serialized(PendingRow.Decode(bytes)).AsSpan().SequenceEqual(bytes.Span) && Serialized(PendingRow.Decode(other)).AsSpan().SequenceEqual(bytes.Span);
    });

    [Fact]
    public void An_Entrys_Header_Is_Read_Without_Its_Merchant() => Holds(500, random =>
    {
        var entry = new InventedEntries(random).Entry();
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new EntryHeader { Header = entry.Header, LabelBefore = entry.LabelBefore, StatusBefore = entry.StatusBefore }, EntryJson.Default.EntryHeader);
        var bytes = PendingRow.Encode(entry);
        return Serialized(PendingRow.DecodeHeader(bytes)).AsSpan().SequenceEqual(header)
            && Serialized(PendingRow.DecodeHeader(new OtherOrder(random).Of(bytes))).AsSpan().SequenceEqual(header);
    });

    [Fact]
    public void An_Entry_That_Is_Cut_Off_Is_No_Json()
    {
        for (var length = 0; length < StoredBytes.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => PendingRow.Decode(StoredBytes.AsMemory(0, length)));
            Assert.ThrowsAny<JsonException>(() => PendingRow.DecodeHeader(StoredBytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void What_Is_Read_Of_A_Damaged_Entry_Is_What_The_Serializer_Reads() => Holds(20000, random =>
    {
        var bytes = StoredBytes;
        // An amount's text is left as it is: with another, no number could be written beside it again.
        var amount = bytes.AsSpan().IndexOf("12.50"u8);
        var right = bytes.AsSpan(amount, 5).ToArray();
        bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : " \"\\{}[]:,0u-en"u8[random.Next(14)];
        right.CopyTo(bytes, amount);
        return Read(bytes) is not { } entry || Serialized(entry).AsSpan().SequenceEqual(Serialized(ReadBySerializer(bytes)));
    });

    [Fact]
    public void A_Stored_Entry_Is_Written_Again_As_It_Was() => Assert.Equal(StoredBytes, PendingRow.Encode(PendingRow.Decode(StoredBytes)).ToArray());

    [Fact]
    public void An_Entry_From_Before_Alerts_And_Measures_Takes_Their_Defaults()
    {
        var entry = PendingRow.Decode(
            """
            {"header":{"id":"case_0faaaaaaaaaaaaaaaaaaaaaaaaaa","version":1,"status":"active","change":"published","publisher":"xx","publisherJurisdiction":"XX","reference":"r",
            "label":{"tlp":"GREEN"},"publishedAt":"2030-01-01T00:00:00+00:00","updatedAt":"2030-01-01T00:00:00Z","reason":null,"measures":null,"contentHash":null},"labelBefore":null,"alert":null}
            """u8.ToArray());

        Assert.Equal("unknown", entry.Merchant.Kind);
        Assert.Empty(entry.Parties);
        Assert.Empty(entry.Header.Measures);
        Assert.Empty(entry.Header.Label.Audience);
        Assert.True(entry.Header.ContentHash.IsEmpty);
        Assert.Equal((null, null, null), (entry.Alert, entry.LabelBefore, entry.Header.Reason));
    }

    [Theory]
    [InlineData("\"id\":\"alert_0faaaaaaaaaaaaaaaaaaaaaaaaaa\",", "")]
    [InlineData("\"version\":2,", "\"version\":null,")]
    [InlineData("\"version\":2,", "\"version\":\"2\",")]
    [InlineData("\"version\":2,", "\"version\":2.5,")]
    [InlineData("\"version\":2,", "\"version\":99999999999,")]
    [InlineData("\"status\":\"active\"", "\"status\":\"unheard-of\"")]
    [InlineData("\"status\":\"active\"", "\"status\":1")]
    [InlineData("\"publisher\":\"de-market\"", "\"publisher\":\"DE Market\"")]
    [InlineData("\"reference\":", "\"label\":")]
    [InlineData("R\\u0026D 1", "R\\ud800 1")]
    [InlineData("\"tlp\":\"RED\"", "\"tlp\":null")]
    [InlineData("[\"CH\"]", "[null]")]
    [InlineData("[\"CH\"]", "\"CH\"")]
    [InlineData("\"2026-03-01\"", "\"2026-02-30\"")]
    [InlineData("\"2026-03-01\"", "\"2026-03-01T00:00:00\"")]
    [InlineData("AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0ODw=")]
    [InlineData("\"unverified\":true", "\"unverified\":1")]
    [InlineData("\"names\":[]", "\"names\":{}")]
    [InlineData("\"statusBefore\":\"retracted\"}", "\"statusBefore\":\"retracted\"}{}")]
    public void An_Entry_That_Lacks_Or_Garbles_A_Member_Is_Refused(string right, string wrong)
    {
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(StoredBytes).Replace(right, wrong, StringComparison.Ordinal));

        Assert.NotEqual(StoredBytes, bytes);
        Assert.ThrowsAny<JsonException>(() => PendingRow.Decode(bytes));
    }

    [Fact]
    public void A_Stored_Null_Is_No_Entry()
    {
        Assert.Throws<InvalidDataException>(() => PendingRow.Decode("null"u8.ToArray()));
        Assert.Throws<InvalidDataException>(() => PendingRow.DecodeHeader("null"u8.ToArray()));
    }

    private static void Holds(int times, Func<Random, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(Seeds.ToArbitrary(), seed => property(new Random(seed))));

    // Nothing but a JsonException may come of damage.
    private static SequenceEntry? Read(byte[] bytes)
    {
        try
        {
            return PendingRow.Decode(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The serializer makes null of a list that is not there, and leaves null out again: here it is empty.
    private static SequenceEntry ReadBySerializer(byte[] bytes) =>
        PendingRow.Decode(Serialized(JsonSerializer.Deserialize(bytes, EntryJson.Default.SequenceEntry)!));

    private static byte[] Serialized(SequenceEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, EntryJson.Default.SequenceEntry);

    private static byte[] Serialized(EntryHeader header) => JsonSerializer.SerializeToUtf8Bytes(header, EntryJson.Default.EntryHeader);
}
