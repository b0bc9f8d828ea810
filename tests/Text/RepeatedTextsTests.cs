using System.Text;
using InfoShare.Text;

namespace InfoShare.Tests.Text;

public sealed class RepeatedTextsTests
{
    [Fact]
    public void A_Text_That_Comes_Again_Is_The_Same_String()
    {
        var texts = new RepeatedTexts(16);

        Assert.Same(texts.Of("header"u8), texts.Of("header"u8));
    }

    [Fact]
    public void Texts_That_Share_A_Place_Stay_Themselves()
    {
        var texts = new RepeatedTexts(1);

        Assert.Equal(["fine", "", "file", "fine"], [texts.Of("fine"u8), texts.Of(""u8), texts.Of("file"u8), texts.Of("fine"u8)]);
    }

    [Fact]
    public void Each_Of_Many_Threads_Gets_The_Text_It_Asked_For()
    {
        var texts = new RepeatedTexts(2);

        Parallel.For(0, 100_000, number =>
        {
            var text = $"code-{number % 50}";
            Assert.Equal(text, texts.Of(Encoding.ASCII.GetBytes(text)));
        });
    }
}
