using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Merchants;

/// <summary>What being found by an identifier means, as look-ups say it.</summary>
public sealed class StrengthTests
{
    private static readonly Dictionary<string, (string Value, string Strength)> OfEveryScheme = new()
    {
        ["uscc"] = ("91990099MA0000007B", "strong"),
        ["lei"] = ("529900T8BM49AURSDO55", "strong"),
        ["vat"] = ("DE123456788", "strong"),
        ["eori"] = ("DE1234567", "strong"),
        ["registration"] = ("DE:HRB999777", "strong"),
        ["tax"] = ("US:123456789", "strong"),
        ["duns"] = ("123456789", "strong"),
        ["imo"] = ("9074729", "strong"),
        ["mid"] = ("acme:MID-1", "strong"),
        ["store"] = ("market.example:s-1", "strong"),
        ["customs-registration"] = ("CN:4401960ABC", "strong"),
        ["domain"] = ("shop.example", "weak"),
        ["bic"] = ("INVEDEFF", "weak"),
        ["gln"] = ("4000001000005", "weak"),
        ["app"] = ("com.example.shop", "weak"),
        ["social"] = ("network:account", "weak"),
        ["icp"] = ("京ICP备12345678号-1", "weak"),
        ["other"] = ("chamber:A-77", "weak"),
    };

    public static TheoryData<string> Schemes => [.. IdentifierScheme.All.Select(scheme => scheme.Code)];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Every_Scheme_Is_As_Strong_As_It_Is_Said_Here(string scheme) =>
        Assert.Equal(IdentifierScheme.TryGet(scheme)!.Strength == IdentifierStrength.Weak ? "weak" : "strong", OfEveryScheme[scheme].Strength);

    [Fact]
    public async Task A_Look_Up_Says_Whether_Its_Identifier_Is_Strong_Or_Weak()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        await hub.PublishAsync("cn-market", "sanctions", Invented.Sanction("S-1", """{"tlp":"CLEAR"}""", Identifiers()));
        using var reader = hub.As("de-customs", Roles.Reader);
        using var anonymous = hub.Anonymous();
        foreach (var (scheme, (value, strength)) in OfEveryScheme)
        {
            var path = $"merchants/{scheme}/{Uri.EscapeDataString(value)}";
            Assert.Equal($"{path} {strength}", $"{path} {await StrengthAsync(reader, path)}");
            Assert.Equal($"{path} {strength}", $"{path} {await StrengthAsync(anonymous, $"public/{path}")}");
        }
    }

    private static async Task<string?> StrengthAsync(HttpClient client, string path) =>
        (string?)JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!["identifier"]!["strength"];

    private static string Identifiers() => new JsonArray([.. OfEveryScheme.Select(pair =>
    {
        var (issuer, value) = pair.Key == "other" ? ("chamber", "A-77") : (null, pair.Value.Value);
        var identifier = new JsonObject { ["scheme"] = pair.Key, ["value"] = value };
        return issuer is null ? identifier : identifier.With("issuer", issuer);
    })]).ToJsonString();
}
