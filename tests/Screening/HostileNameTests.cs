using System.Diagnostics;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

/// <summary>Whatever is asked, there is an answer, and soon.</summary>
public sealed class HostileNameTests
{
    /// <summary>For 1,000 characters; CPU time, since others share the machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(20);

    public static TheoryData<string> Names { get; } =
    [
        "", " ", "x", "!", ".", "\u202e", "\u202eDTL dniwtsO", "\u200b", new string('\u200b', 1000), new string('\u0301', 1000), "a" + new string('\u0301', 1000),
        string.Concat(Enumerable.Repeat("\u0301\u0323", 500)), "😀", string.Concat(Enumerable.Repeat("😀👍🏽", 100)), new string('a', 1000), new string('a', 10_000),
        string.Concat(Enumerable.Repeat("ab ", 333)), string.Concat(Enumerable.Repeat("a ", 500)), string.Concat(Enumerable.Repeat("a.", 500)),
        string.Concat(Enumerable.Repeat("公司", 500)), string.Concat(Enumerable.Repeat("深圳", 500)), string.Concat(Enumerable.Repeat("有限", 500)),
        string.Concat(Enumerable.Repeat("limited liability ", 55)), string.Concat(Enumerable.Repeat("trading ", 125)), new string('ﷺ', 500), new string('㌀', 500),
        "\ud800", "\udc00x\ud800", "\0\0\0", "null", "undefined", "NaN", "-1", "1e309", "'; DROP TABLE merchants; --", "<script>alert(1)</script>", "../../etc/passwd",
        "%00%0a", "${jndi:ldap://x}", "{{7*7}}", "İıŞşĞğ", "ß", "ẞ", "ﬀ ﬃ", "Ⅷ", "①②③", "ｆｕｌｌ", "ﾊﾝｶｸ", "ทดสอบ", "परीक्षण", "테스트", "בדיקה", "اختبار", "\u2066\u2067\u2068\u2069",
        "Z̵̡͎a̶͈͝l̷̳̈g̶̢̋o̵̗͊", "A / B / C / D / E / F", "((((((((((", "))))", "&&&&&&&&", "o.O.O.", "Ltd", "GmbH & Co. KG", "the the the", "of", "0", "007",
        string.Concat(Enumerable.Range(0, 200).Select(at => (char)('a' + (at * 7 % 26)) + (at % 5 == 0 ? " " : ""))),
        string.Concat(Enumerable.Range(0, 500).Select(at => char.ConvertFromUtf32(0x4e00 + (at * 13)))),
    ];

    private static readonly IndexFixture Hub = Filled();

    [Theory]
    [MemberData(nameof(Names))]
    public void There_Is_An_Answer_And_It_Is_Bounded(string name)
    {
        var screening = new MerchantScreening(Hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now);
        var query = new ScreeningQuery { Names = [name], Threshold = 0 };
        screening.Find(query);

        // The best of some: what others do on the machine only ever makes it longer.
        var best = Enumerable.Range(0, 7).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Assert.All(screening.Find(query), hit => Assert.InRange(hit.Score, 0, 1));
            return Stopwatch.GetElapsedTime(start);
        });
        Assert.True(best < Bound * Math.Max(1, name.Length / 1000.0), $"{best.TotalMilliseconds} ms");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_Hostile_Name_Can_Be_Published_And_Is_Found_If_It_Has_Words(string name)
    {
        var hub = new IndexFixture();
        var id = hub.Publish("cn-customs", "H-1", IndexFixture.Green, name: name);
        var hits = new MerchantScreening(hub.Index.View(), IndexFixture.Reader("de-bvl"), IndexFixture.Now).Find(new() { Names = [name], Threshold = 0.999 });

        if (NameAnalysis.Parse(name).Content.Any(word => word.IsTelling))
        {
            Assert.Equal(id, Assert.Single(hits).Record.Header.Id);
        }
    }

    private static IndexFixture Filled()
    {
        var hub = new IndexFixture();
        string[] words = ["Ostwind", "Nordlicht", "Trading", "Logistics", "Bank", "Shenzhen", "GmbH", "Ltd", "Research", "Institute", "Haikang", "аб", "深圳", "公司", "aaaa"];
        for (var at = 0; at < 5000; at++)
        {
            hub.Publish("cn-customs", $"F-{at}", IndexFixture.Green, name: $"{words[at % 15]} {words[at * 7 % 13]} {words[at / 15 % 15]} {at % 400}");
        }

        return hub;
    }
}
