using InfoShare.Json;

namespace InfoShare.Tests.Json;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("a/b", "/a~1b")]
    [InlineData("m~n", "/m~0n")]
    [InlineData("~1", "/~01")]
    [InlineData("", "/")]
    public void Members_Are_Escaped(string member, string pointer) => Assert.Equal(pointer, JsonPointer.Append("", member));

    [Fact]
    public void Items_Are_Counted_From_Zero() => Assert.Equal("/names/0", JsonPointer.Append("/names", 0));

    [Fact]
    public void A_Hostile_Name_Is_Cut() => Assert.Equal("/" + new string('x', JsonPointer.MaxSegment) + "…", JsonPointer.Append("", new string('x', 50_000)));
}
