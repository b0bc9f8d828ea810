using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Subscriptions;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Subscriptions;

/// <summary>What an agency asked before, it is told of later: by what it asked, and by what the answer joined to it.</summary>
public sealed class LookedUpTests : IAsyncLifetime
{
    private const string Agency = "de-market";

    private const string Lei = "529900T8BM49AURSDO55";

    private SubscriptionDriver _hub = null!;

    private Receiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _hub = await SubscriptionDriver.StartAsync();
        _receiver = await Receiver.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("Quixotic Traders GmbH", "Quixotic Traders")]
    [InlineData("quixotic traders", "QUIXOTIC TRADERS LTD")]
    [InlineData("Нордлихт ООО", "Nordlikht")]
    [InlineData("Zhang Quixote", "Quixote Zhang")]
    public async Task A_Screened_Name_Is_Told_Of_Whatever_Its_Legal_Form_Order_And_Script(string screened, string published)
    {
        await SubscribeAsync();
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        await _hub.PostAsync(client, "screenings", new JsonObject { ["queries"] = new JsonObject { ["q"] = new JsonObject { ["names"] = new JsonArray(screened) } } });
        await NotedAsync(interests => interests.HashesOf(screened)[^1]);
        await PublishAsync("L-1", "777001", "Quixotic Trailers");
        var told = await PublishAsync("L-2", "777002", published);
        await AssertToldAsync(told);
    }

    [Fact]
    public async Task A_Name_Of_Which_No_Word_Tells_It_From_Others_Is_Told_Of_As_It_Stands_Alone()
    {
        var interests = _hub.Hub.Services.GetRequiredService<InterestStore>();
        Assert.Single(interests.HashesOf("Trading Company GmbH"));
        Assert.Empty(interests.HashesOf("Trading Company GmbH").Intersect(interests.HashesOf("Trading Company Ltd")));
    }

    [Fact]
    public async Task A_Name_That_Was_Searched_For_Is_Told_Of()
    {
        await SubscribeAsync();
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        using var answer = await client.GetAsync(new Uri("merchants?name=Quixotic%20Traders", UriKind.Relative));
        await NotedAsync(interests => interests.HashesOf("Quixotic Traders")[0]);
        await AssertToldAsync(await PublishAsync("L-1", "777001", "Quixotic Traders"));
    }

    [Fact]
    public async Task What_The_Look_Up_Joined_Is_Told_Of_Too()
    {
        await LinkAsync();
        await SubscribeAsync();
        using var client = _hub.Hub.As(Agency, Roles.Reader);
        using var answer = await client.GetAsync(new Uri($"merchants/lei/{Lei}", UriKind.Relative));
        await NotedAsync(interests => interests.HashOf("registration", "DE:HRB777001"));
        await AssertToldAsync(await PublishAsync("L-2", "777001", "Somebody Else"));
    }

    [Fact]
    public async Task A_Filter_By_A_Merchant_Takes_In_What_A_Look_Up_Of_It_Joins_For_Those_Who_See_The_Link()
    {
        await LinkAsync("""{"tlp":"AMBER","audience":[{"agency":"de-market"}]}""");
        var filter = $$"""{"kinds":["sanction"],"merchants":[{"scheme":"lei","value":"{{Lei}}"}]}""";
        await _hub.SubscribeAsync(Agency, _receiver.Address, filter);
        await _hub.SubscribeAsync("cn-tax", new Uri(_receiver.Address, "/tax"), filter);
        await PublishAsync("L-2", "777009", "Somebody Else");
        await AssertToldAsync(await PublishAsync("L-3", "777001", "Somebody Else"));
    }

    private async Task LinkAsync(string label = """{"tlp":"GREEN"}""") => await _hub.Hub.PublishAsync("cn-market", "cases", Invented.Case(
        "L-0", label, $$"""[{"scheme":"registration","value":"DE:HRB777001"},{"scheme":"lei","value":"{{Lei}}"}]"""));

    private async Task SubscribeAsync() => await _hub.SubscribeAsync(Agency, _receiver.Address, lookedUp: """{"days":30,"only":true}""");

    private async Task NotedAsync(Func<InterestStore, string> hash)
    {
        var interests = _hub.Hub.Services.GetRequiredService<InterestStore>();
        await Eventually.TrueAsync(
            async () => (await interests.FindAsync([hash(interests)], CancellationToken.None)).ContainsKey(AgencyId.Parse(Agency)), "the look-up is noted");
    }

    private Task<string> PublishAsync(string reference, string number, string name) => _hub.Hub.PublishAsync(
        "cn-market", "sanctions", Invented.Sanction(reference, """{"tlp":"GREEN"}""", $$"""[{"scheme":"registration","value":"DE:HRB{{number}}"}]""", name));

    private async Task AssertToldAsync(string record)
    {
        await Eventually.TrueAsync(() => !_receiver.All.IsEmpty, "it is told");
        var told = Assert.Single(_receiver.All);
        Assert.Equal(("/", record), (told.Path, told.Record));
    }
}
