using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Records;
using InfoShare.Tests.Sequencing;

namespace InfoShare.Tests.Records;

public sealed class HeaderCodingTests
{
    [Fact]
    public void A_Header_Is_Stored_As_The_Serializer_Stored_It_And_Read_In_Any_Order() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var header = new InventedEntries(random).Header();
            var bytes = HeaderCoding.Encode(header);
            var other = new OtherOrder(random).Of(bytes);
            return bytes.Span.SequenceEqual(Serialized(header))
                && Serialized(HeaderCoding.Decode(bytes.Span)!).AsSpan().SequenceEqual(bytes.Span)
                && Serialized(HeaderCoding.Decode(other)!).AsSpan().SequenceEqual(bytes.Span);
        }));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null null")]
    [InlineData("{\"id\":")]
    public void What_Is_No_Header_Is_Refused(string stored) =>
        Assert.ThrowsAny<JsonException>(() => HeaderCoding.Decode(System.Text.Encoding.UTF8.GetBytes(stored)));

    [Fact]
    public void A_Header_That_Could_Not_Be_Written_Leaves_Nothing_In_The_Next()
    {
        var header = new InventedEntries(new(1)).Header();

        Assert.ThrowsAny<Exception>(() => HeaderCoding.Encode(header with { Label = null! }));

        Assert.Equal(Serialized(header), HeaderCoding.Encode(header).ToArray());
    }

    private static byte[] Serialized(RecordHeader header) => JsonSerializer.SerializeToUtf8Bytes(header, EntryJson.Default.RecordHeader);
}
