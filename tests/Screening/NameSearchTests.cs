using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Tests.Merchants;

namespace InfoShare.Tests.Screening;

public sealed class NameSearchTests
{
    [Theory]
    [InlineData("ltd", 3)]
    [InlineData("ltd", 5000)]
    [InlineData("LTD. seven", 5000)]
    public void What_Is_Found_Is_The_Newest_That_The_Caller_Sees_Whatever_Is_Hidden(string name, int hidden)
    {
        var fixture = new IndexFixture();
        var visible = new List<RecordId>();
        for (var number = 0; number < hidden; number++)
        {
            fixture.Publish("cn-customs", $"H-{number}", IndexFixture.AmberFor("cn-tax"), name: $"Seven {number} Ltd");
            if (number % 3 == 1)
            {
                visible.Insert(0, fixture.Publish("cn-customs", $"V-{number}", IndexFixture.Green, name: $"Seven Seas {number} Ltd"));
            }
        }

        // Its posting is the last, its place is not.
        fixture.Publish("cn-customs", "V-1", IndexFixture.Green, name: "Seven Seas Ltd again");
        var found = NameSearch.Find(fixture.Index.View(), name, IndexFixture.Reader("de-bvl"), IndexFixture.Now).Select(hit => hit.Record.Header.Id).ToList();

        Assert.Equal(visible.Take(NameSearch.MaxHits), found);
    }

    [Fact]
    public void Two_Common_Words_That_Never_Stand_Together_Find_Nothing()
    {
        var fixture = new IndexFixture();
        for (var number = 0; number < 10_000; number++)
        {
            fixture.Publish("cn-customs", $"R-{number}", IndexFixture.Green, name: number % 2 == 0 ? "Even Ltd" : "Odd Trading");
        }

        Assert.Empty(NameSearch.Find(fixture.Index.View(), "ltd trading", IndexFixture.Reader("de-bvl"), IndexFixture.Now));
        Assert.Equal(NameSearch.MaxHits, NameSearch.Find(fixture.Index.View(), "odd trading", IndexFixture.Reader("de-bvl"), IndexFixture.Now).Count());
    }
}
