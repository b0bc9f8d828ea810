using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Shapes;
using InfoShare.Tests.Json;
using static InfoShare.Tests.Records.RecordReading;

namespace InfoShare.Tests.Records;

public sealed class RecordReaderTests
{
    [Theory]
    [InlineData("sanction")]
    [InlineData("case")]
    [InlineData("alert")]
    public void A_Full_Example_Is_Right_And_Its_Normal_Form_Reads_As_Itself(string name)
    {
        var draft = Right(Example(name));
        using var body = JsonDocument.Parse(draft.Body);
        Assert.Equal(CanonicalJson.Write(body.RootElement), draft.Body.ToArray());

        var again = new ErrorList();
        var line = RecordReader.ReadLine(draft.Body, draft.Kind, EnvelopeMembers.Kind, Context, again);
        Assert.Empty(again);
        Assert.Equal(draft.Body.ToArray(), line!.Draft!.Body.ToArray());
        Assert.Equal(draft.ContentHash.ToArray(), line.Draft.ContentHash.ToArray());
    }

    [Fact]
    public void The_Examples_Together_Have_Every_Member()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            Note(RecordShapes.Of(kind), Example(Code<RecordKind>.Of(kind)), Code<RecordKind>.Of(kind), used);
        }

        var common = new HashSet<string>(used.Select(path => path[path.IndexOf('/', StringComparison.Ordinal)..]), StringComparer.Ordinal);
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            Assert.Empty(Paths(RecordShapes.Of(kind), "").Except(common));
        }
    }

    [Fact]
    public void The_Normal_Form_Has_Canonical_Values()
    {
        using var body = JsonDocument.Parse(Right(Example("sanction")).Body);
        var merchant = body.RootElement.GetProperty("merchant");
        Assert.Equal("zh-Hans-CN", merchant.GetProperty("names")[0].GetProperty("language").GetString());
        Assert.Equal("DE:HRB99999", merchant.GetProperty("identifiers")[1].GetProperty("value").GetString());
        Assert.Equal("example chamber:A-77", merchant.GetProperty("identifiers")[2].GetProperty("value").GetString());
        Assert.Equal("Sold counterfeit chargers.\nThe goods were destroyed.", body.RootElement.GetProperty("summary").GetString());
        Assert.StartsWith("ab", body.RootElement.GetProperty("evidence")[0].GetProperty("sha256").GetString(), StringComparison.Ordinal);
        Assert.False(body.RootElement.TryGetProperty("kind", out _));

        using var alert = JsonDocument.Parse(Right(Example("alert")).Body);
        Assert.Equal("2026-03-01T01:30:00Z", alert.RootElement.GetProperty("detectedAt").GetString());
        Assert.Equal("2026-02-28T23:59:59.5Z", alert.RootElement.GetProperty("window").GetProperty("to").GetString());

        using var summary = JsonDocument.Parse(Right(Example("case")).Body);
        Assert.Equal("300", summary.RootElement.GetProperty("products")[0].GetProperty("quantity").GetString());
        Assert.Equal("850440", summary.RootElement.GetProperty("products")[0].GetProperty("hsCode").GetString());
    }

    [Fact]
    public void The_Facts_Say_What_Look_Ups_And_Filters_Need()
    {
        var draft = Right(Example("sanction"));
        Assert.Equal(["fine", "destruction"], draft.Measures);
        Assert.Equal("serious", draft.Severity);
        Assert.Equal("counterfeit", draft.Category);
        Assert.Equal(new DateOnly(2026, 1, 20), draft.DecidedOn);
        Assert.Equal(new DateOnly(2026, 12, 31), draft.PublicUntil);
        Assert.Equal(Tlp.Amber, draft.Label.Tlp);
        Assert.Equal(4, draft.Label.Audience.Count);
        Assert.Equal("DE", draft.Label.Audience[1].Jurisdiction);
        Assert.Equal("fr-dgccrf", Assert.Single(draft.Label.Except).ToString());
        Assert.Contains(new Identifier("domain", "shop.example"), draft.Merchant.Identifiers);
        Assert.Contains(new Identifier("store", "market.example:s-1001"), draft.Merchant.Identifiers);
        Assert.Contains(new Identifier("lei", "9999000000INVENTED00", Unverified: true), draft.Merchant.Identifiers);
        Assert.Equal(3, draft.Merchant.Names.Count);
        Assert.True(draft.Merchant.Names[2].Weak);
        Assert.Equal(["legal-representative", "warehouse"], draft.Parties.Select(party => party.Role));
        Assert.DoesNotContain("market.example:s-1001", Encoding.UTF8.GetString(draft.Body.Span), StringComparison.Ordinal);

        Assert.Equal(87, Right(Example("alert")).RiskScore);
        Assert.Equal("closed", Right(Example("case")).Stage);
    }

    [Fact]
    public void Publicity_Ends_With_The_Effect_Where_Nothing_Else_Is_Said() =>
        Assert.Equal(new DateOnly(2027, 1, 31), Right(With("sanction", "/publicityUntil", null)).PublicUntil);

    private static void Note(Shape shape, JsonNode node, string path, HashSet<string> used)
    {
        switch (shape)
        {
            case ArrayShape array:
                foreach (var item in node.AsArray())
                {
                    Note(array.Item, item!, path, used);
                }

                break;
            case IdentifierShape:
                Note(IdentifierShape.Described, node, path, used);
                break;
            case ObjectShape members:
                foreach (var (name, value) in node.AsObject())
                {
                    used.Add($"{path}/{name}");
                    if (members.Members.FirstOrDefault(member => member.Name == name) is { } member)
                    {
                        Note(member.Shape, value!, $"{path}/{name}", used);
                    }
                }

                break;
            default:
                break;
        }
    }

    private static IEnumerable<string> Paths(Shape shape, string path) => shape switch
    {
        ArrayShape array => Paths(array.Item, path),
        IdentifierShape => Paths(IdentifierShape.Described, path),
        ObjectShape members => members.Members.SelectMany(member => Paths(member.Shape, $"{path}/{member.Name}").Prepend($"{path}/{member.Name}")),
        _ => [],
    };
}
