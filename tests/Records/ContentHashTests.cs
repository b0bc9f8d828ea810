using System.Text.Json.Nodes;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

public sealed class ContentHashTests
{
    [Theory]
    [InlineData("sanction")]
    [InlineData("case")]
    [InlineData("alert")]
    public void The_Order_Of_Sets_And_Members_Does_Not_Matter(string name)
    {
        var turned = Example(name);
        Turn(turned);
        var (draft, other) = (Right(Example(name)), Right(turned));
        Assert.Equal(draft.ContentHash.ToArray(), other.ContentHash.ToArray());
        Assert.Equal(16, draft.ContentHash.Length);
        if (name != "case")
        {
            Assert.NotEqual(draft.Body.ToArray(), other.Body.ToArray());
        }
    }

    [Fact]
    public void Other_Content_Has_Another_Hash() =>
        Assert.NotEqual(Hash(Example("case")), Hash(With("case", "/products/0/batch", "\"L-78\"")));

    [Fact]
    public void An_Item_That_Moves_Between_Lists_Is_Other_Content()
    {
        var record = With("case", "/affectedCountries", "[\"FR\"]");
        record["platforms"] = new JsonArray("market.example", "BE");
        Assert.NotEqual(Hash(Example("case")), Hash(record));
    }

    [Fact]
    public void Repeated_Identifiers_And_Empty_Lists_Say_Nothing_More()
    {
        var repeated = With("case", "/merchant/identifiers", """[{"scheme":"domain","value":"boutique.example"},{"scheme":"domain","value":"BOUTIQUE.example."}]""");
        repeated["parties"] = new JsonArray();
        var draft = Right(repeated);
        Assert.Single(draft.Merchant.Identifiers);
        Assert.Equal(Right(Example("case")).Body.ToArray(), draft.Body.ToArray());
    }

    [Fact]
    public void Two_Equal_Measures_Are_Two()
    {
        var twice = With("sanction", "/measures", """[{"kind":"warning"},{"kind":"warning"}]""");
        Assert.NotEqual(Hash(With("sanction", "/measures", """[{"kind":"warning"}]""")), Hash(twice));
        Assert.Equal(["warning"], Right(twice).Measures);
    }

    [Fact]
    public void Every_List_Of_A_Record_Is_A_Set()
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            Assert.All(Lists(RecordShapes.Of(kind)), list => Assert.True(list.IsSet));
        }
    }

    private static byte[] Hash(JsonObject record) => Right(record).ContentHash.ToArray();

    private static IEnumerable<ArrayShape> Lists(Shape shape) => shape switch
    {
        ArrayShape array => Lists(array.Item).Prepend(array),
        ObjectShape members => members.Members.SelectMany(member => Lists(member.Shape)),
        _ => [],
    };

    private static void Turn(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            var items = array.ToList();
            array.Clear();
            items.Reverse();
            items.ForEach(item =>
            {
                Turn(item);
                array.Add(item);
            });
        }
        else if (node is JsonObject members)
        {
            var pairs = members.ToList();
            members.Clear();
            pairs.Reverse();
            pairs.ForEach(pair =>
            {
                Turn(pair.Value);
                members.Add(pair);
            });
        }
    }
}
