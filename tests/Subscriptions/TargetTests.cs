using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Subscriptions;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Subscriptions;

/// <summary>The hub posts to the public internet alone, whatever a name leads to and whenever.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456:789a::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::1")]
    public void An_Address_That_Is_Not_Of_The_Public_Internet_Is_Refused(string address) =>
        Assert.False(new TargetAddresses(new()).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::5db8:d822")]
    public void An_Address_Of_The_Public_Internet_Is_Allowed(string address) => Assert.True(new TargetAddresses(new()).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://example.com/", true)]
    [InlineData("https://example.com:443/", true)]
    [InlineData("https://example.com:8443/", true)]
    [InlineData("https://example.com:22/", false)]
    [InlineData("https://example.com:9200/", false)]
    public void The_Hub_Posts_To_Ports_Of_Receivers_Alone(string url, bool isAllowed) => Assert.Equal(isAllowed, new TargetAddresses(new()).Refusal(url) is null);

    [Fact]
    public void The_Operator_May_Allow_Other_Ports()
    {
        var targets = new TargetAddresses(new() { Ports = "443 9000" });
        Assert.Null(targets.Refusal("https://example.com:9000/"));
        Assert.NotNull(targets.Refusal("https://example.com:8443/"));
        Assert.False(targets.AllowsPort(22));
    }

    [Fact]
    public void The_Setting_For_Development_Allows_This_Machine_And_Nothing_Else()
    {
        var targets = new TargetAddresses(new() { AllowLoopback = true });
        Assert.True(targets.Allows(IPAddress.Loopback));
        Assert.True(targets.Allows(IPAddress.IPv6Loopback));
        Assert.True(targets.Allows(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.False(targets.Allows(IPAddress.Parse("10.0.0.1")));
        Assert.False(targets.Allows(IPAddress.Parse("169.254.169.254")));
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("/hook")]
    [InlineData("https://user:secret@example.com/hook")]
    [InlineData("https://example.com/hook#part")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://hook.localhost/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://192.168.1.1:8443/")]
    public async Task An_Address_That_Says_So_Itself_Is_Refused_At_Once(string url)
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("de-market", Roles.Reader);
        using var answer = await client.PostAsync(new Uri("subscriptions", UriKind.Relative), HubDriver.Json(new JsonObject { ["url"] = url }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single((await HubDriver.ReadAsync(answer))["errors"]!.AsArray())!;
        Assert.Equal("/url", error["pointer"]!.GetValue<string>());
        Assert.Equal("address-not-allowed", error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_Name_That_Leads_To_A_Private_Address_The_Second_Time_Leads_Nowhere()
    {
        var asked = 0;
        await using var hub = await SubscriptionDriver.StartAsync((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Interlocked.Increment(ref asked) == 1 ? "127.0.0.1" : "10.0.0.1")]));
        await using var receiver = await Receiver.StartAsync();
        receiver.AnswerWith(200, response => response.Headers.Connection = "close");
        var subscription = await hub.SubscribeAsync("de-market", new Uri($"http://hook.example:{receiver.Address.Port}/"));
        Assert.Null(await TestAsync(hub, subscription));
        Assert.Equal("address-refused", await TestAsync(hub, subscription));
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task A_Name_That_Leads_To_A_Private_Address_Among_Others_Is_Refused()
    {
        await using var hub = await SubscriptionDriver.StartAsync((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("fd00::1")]));
        await using var receiver = await Receiver.StartAsync();
        var subscription = await hub.SubscribeAsync("de-market", new Uri($"http://hook.example:{receiver.Address.Port}/"));
        Assert.Equal("address-refused", await TestAsync(hub, subscription));
        Assert.Empty(receiver.All);
    }

    [Fact]
    public async Task Without_The_Setting_A_Name_That_Leads_To_This_Machine_Is_Refused()
    {
        using var sender = new WebhookSender(
            new(new()), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), new(await KeysAsync()), new(), TimeProvider.System);
        await using var receiver = await Receiver.StartAsync();
        var attempt = await sender.SendAsync(
            new()
            {
                Id = "sub_1",
                Agency = InfoShare.Agencies.AgencyId.Parse("de-market"),
                Client = "",
                Roles = Roles.Reader,
                Url = $"https://hook.example:{receiver.Address.Port}/",
                CreatedAt = default,
                UpdatedAt = default,
                StartsAt = 0,
                Secrets = [],
            },
            "1",
            "{}"u8.ToArray(),
            CancellationToken.None);
        Assert.Equal("address-refused", attempt.Error);
        Assert.Empty(receiver.All);
    }

    private static Task<HubKeys> KeysAsync() => HubKeys.LoadAsync(new Records.OneBlob(), CancellationToken.None);

    private static async Task<string?> TestAsync(SubscriptionDriver hub, JsonNode subscription)
    {
        using var client = hub.Hub.As("de-market", Roles.Reader);
        return (await hub.PostAsync(client, $"subscriptions/{subscription["id"]}/test", null))["attempt"]!["error"]?.GetValue<string>();
    }
}
