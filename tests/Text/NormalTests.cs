using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Text;

namespace InfoShare.Tests.Text;

public sealed class NormalTests
{
    [Theory]
    [InlineData("Ａｍａｚｏｎ　１２３", "Amazon 123")]
    [InlineData("ﬁnance", "finance")]
    [InlineData("e\u0301", "é")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("한국", "한국")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("\uD55C\u11A7", "\uD55C\u11A7")]
    [InlineData("\uD558\u11AB", "한")]
    [InlineData("㈱東京", "(株)東京")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("Å", "Å")]
    [InlineData("ẛ\u0323", "ṩ")]
    [InlineData("①②", "12")]
    public void Compatible_Forms_Become_Plain_Ones(string text, string expected) => Assert.Equal(expected, Normal.Nfkc(text));

    [Theory]
    [InlineData("Ａ", "Ａ")]
    [InlineData("ﬁ", "ﬁ")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u2126", "Ω")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("a\u0327\u0301", "á\u0327")]
    public void Canonical_Composition_Keeps_Compatible_Forms(string text, string expected) => Assert.Equal(expected, Normal.Nfc(text));

    [Fact]
    public void Samples_Of_The_Character_Database_Come_Out_As_It_Says()
    {
        foreach (var sample in Samples())
        {
            Assert.Equal((sample.Nfc, sample.Nfkc, sample.Text), (Normal.Nfc(sample.Text), Normal.Nfkc(sample.Text), sample.Text));
        }
    }

    [Fact]
    public void Every_Code_Point_Normalises_To_A_Normal_Text()
    {
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            if (Rune.TryCreate(codePoint, out var rune))
            {
                var text = rune.ToString();
                Assert.Equal(Normal.Nfc(text), Normal.Nfc(Normal.Nfc(text)));
                Assert.Equal(Normal.Nfkc(text), Normal.Nfkc(Normal.Nfkc(text)));
            }
        }
    }

    [Fact]
    public void Normalising_Twice_Is_Normalising_Once_Also_For_Halves_Of_Surrogates() =>
        Check.QuickThrowOnFailure(Prop.ForAll<char[]>(units =>
        {
            var text = new string(units);
            var (nfc, nfkc) = (Normal.Nfc(text), Normal.Nfkc(text));
            return Normal.Nfc(nfc) == nfc && Normal.Nfkc(nfkc) == nfkc && Normal.Nfkc(nfc) == nfkc && Normal.Nfc(nfkc) == nfkc;
        }));

    [Fact]
    public void Normal_Text_Is_Returned_As_It_Is()
    {
        const string Text = "北京某某跨境电子商务有限公司 Müller GmbH 한국 Ελλάδα";

        Assert.Same(Text, Normal.Nfc(Text));
        Assert.Same(Text, Normal.Nfkc(Text));
    }

    [Fact]
    public void A_Million_Combining_Marks_Take_No_Time_To_Speak_Of()
    {
        var marks = string.Concat(Enumerable.Range(0, 500_000).Select(i => i % 2 == 0 ? "\u0301" : "\u0323"));
        var watch = Stopwatch.StartNew();

        var text = Normal.Nfc("a" + marks);

        Assert.StartsWith("ạ\u0323\u0323", text, StringComparison.Ordinal);
        Assert.EndsWith("\u0301\u0301", text, StringComparison.Ordinal);
        // An insertion sort would need 10^11 steps.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Fact]
    public void The_Table_Is_Of_A_Known_Version() => Assert.Equal(new Version(15, 1, 0), Normal.UnicodeVersion);

    private static IEnumerable<(string Text, string Nfc, string Nfkc)> Samples()
    {
        using var reader = new StreamReader(typeof(NormalTests).Assembly.GetManifestResourceStream("normalization-samples.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                var parts = line.Split(';').Select(hex => Encoding.UTF8.GetString(Convert.FromHexString(hex))).ToArray();
                yield return (parts[0], parts[1], parts[2]);
            }
        }
    }
}
