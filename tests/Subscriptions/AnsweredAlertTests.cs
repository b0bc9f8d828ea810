using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Subscriptions;

public sealed class AnsweredAlertTests : IAsyncLifetime
{
    private const string Bank = "demo-pay";

    private SubscriptionDriver _hub = null!;

    private Receiver _receiver = null!;

    public async Task InitializeAsync() => (_hub, _receiver) = (await SubscriptionDriver.StartAsync(), await Receiver.StartAsync());

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_Institution_Is_Told_That_Its_Alert_Was_Answered_And_Neither_What_Nor_By_Whom()
    {
        await SubscribeAsync(Bank, answers: true);
        var alert = await PublishAsync("A-1");
        await AnswerAsync("cn-customs", alert, "confirmed");
        await Eventually.TrueAsync(() => Told.Count == 1, "the answer is told");
        var told = Told[0];
        Assert.Equal(alert, told.Event["subject"]!.GetValue<string>());
        Assert.Equal($$"""{"alert":"{{alert}}","href":"/api/v1/alerts/{{alert}}/dispositions"}""", told.Event["data"]!.ToJsonString());
        Assert.DoesNotContain("customs", told.Event.ToJsonString(), StringComparison.Ordinal);
        using var bank = _hub.Hub.As(Bank, Roles.Feed);
        using var read = await bank.GetAsync(new Uri(_hub.Hub.Address, told.Event["data"]!["href"]!.GetValue<string>()));
        Assert.Equal("confirmed", (await HubDriver.ReadAsync(read))["items"]![0]!["answer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_Did_Not_Ask_For_It_And_Who_Is_Not_The_Publisher_Is_Told_Nothing()
    {
        await using var other = await Receiver.StartAsync();
        await SubscribeAsync(Bank, answers: false, other.Address);
        await SubscribeAsync("cn-market", answers: true, other.Address);
        await SubscribeAsync(Bank, answers: true);
        var alert = await PublishAsync("A-2");
        await AnswerAsync("cn-customs", alert, "false-positive");
        await Eventually.TrueAsync(() => Told.Count == 1, "who asked is told");
        Assert.DoesNotContain(other.All, request => request.Type == "infoshare.alert.answered");
    }

    [Fact]
    public async Task An_Answer_That_Is_Given_Again_Is_The_Same_Notice_And_Another_Answer_Another()
    {
        await SubscribeAsync(Bank, answers: true);
        var alert = await PublishAsync("A-3");
        await AnswerAsync("cn-customs", alert, "investigating");
        await AnswerAsync("cn-customs", alert, "investigating");
        await AnswerAsync("cn-customs", alert, "confirmed");
        await Eventually.TrueAsync(() => Told.Count == 3, "all are told");
        Assert.Equal(2, Told.Select(request => request.Event["id"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task A_Notice_That_Fails_Is_Tried_Again_And_Disables_Nothing()
    {
        var subscription = await SubscribeAsync(Bank, answers: true);
        var alert = await PublishAsync("A-4");
        await Eventually.TrueAsync(() => !_receiver.All.IsEmpty, "the alert itself is told");
        _receiver.AnswerWith(500);
        await AnswerAsync("cn-customs", alert, "confirmed");
        await Eventually.TrueAsync(() => Told.Count == SubscriptionDriver.Retries + 1, "all tries are made");
        Assert.Single(Told.Select(request => request.Event["id"]!.GetValue<string>()).Distinct());
        Assert.Equal("active", (await _hub.GetAsync(Bank, $"subscriptions/{subscription["id"]}"))["status"]!.GetValue<string>());
    }

    private List<Received> Told => [.. _receiver.All.Where(request => request.Type == "infoshare.alert.answered")];

    private async Task<JsonNode> SubscribeAsync(string agency, bool answers, Uri? url = null)
    {
        var subscription = await _hub.SubscribeAsync(agency, url ?? _receiver.Address, answers: answers);
        Assert.Equal(answers, subscription["answers"]!.GetValue<bool>());
        return subscription;
    }

    private Task<string> PublishAsync(string reference) => _hub.Hub.PublishAsync(Bank, "alerts", Invented.Alert(reference));

    private async Task AnswerAsync(string agency, string alert, string answer)
    {
        using var client = _hub.Hub.As(agency, Roles.Reader);
        using var response = await client.PostAsync(new Uri($"alerts/{alert}/dispositions", UriKind.Relative), HubDriver.Json(new JsonObject { ["answer"] = answer }));
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK);
    }
}
