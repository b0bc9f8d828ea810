using System.Globalization;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Tests.Hub;

/// <summary>What is not HTTP, or breaks off: answered as docs/errors.md says, never by a fault, and the hub goes on.</summary>
public sealed partial class MalformedRequestTests : IAsyncLifetime
{
    private const string Host = "Host: hub\r\nConnection: close\r\n";

    private HubDriver _hub = null!;

    public static TheoryData<string, int> RefusedBeforeTheHub => new()
    {
        { "nonsense\r\n\r\n", 400 },
        { "\u0016\u0003\u0001\u0002\0\u0001\0", 400 },
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost a\r\n\r\n", 400 },
        { "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 400 },
        { "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n", 400 },
        { "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400 },
        { $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: a\r\n\r\n", 414 },
        { $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 70_000)}\r\n\r\n", 431 },
        { $"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 150).Select(number => $"X{number}: 1\r\n"))}\r\n", 431 },
        { "GET / HTTP/7.0\r\nHost: a\r\n\r\n", 505 },
    };

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartAsync();
        await _hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [MemberData(nameof(RefusedBeforeTheHub))]
    public async Task What_Is_No_Request_Is_Refused_By_Its_Status_Alone_And_The_Connection_Closed(string request, int status)
    {
        var answer = await RawRequest.SendAsync(_hub.Address, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Length: 0\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        using var client = _hub.Anonymous();
        using var live = await client.GetAsync(new Uri(_hub.Address, "/health/live"));
        Assert.True(live.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"refe\r\n")]
    public async Task A_Body_That_Breaks_Off_Is_Answered_400_And_Logged_As_400(string rest)
    {
        var token = _hub.Token("de-market", Roles.Publisher);

        var answer = await RawRequest.SendAsync(
            _hub.Address, $"POST /api/v1/sanctions HTTP/1.1\r\n{Host}Authorization: Bearer {token}\r\nContent-Type: application/json\r\n{rest}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("urn:infoshare:problem:bad-request", answer, StringComparison.Ordinal);
        Assert.Equal([400], await StatusesAsync());
        while (await CountAsync("4xx") == 0)
        {
            await Task.Delay(5);
        }

        Assert.Equal(0, await CountAsync("2xx"));
    }

    [Fact]
    public async Task A_Caller_Who_Leaves_Before_The_Answer_Is_No_Fault_Of_The_Hub()
    {
        var token = _hub.Token("de-market", Roles.Publisher);

        var answer = await RawRequest.SendAsync(
            _hub.Address,
            $"POST /api/v1/sanctions HTTP/1.1\r\n{Host}Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
            thenCloses: true);

        Assert.Matches("^(HTTP/1.1 400 |$)", answer);
        var status = Assert.Single(await StatusesAsync());
        Assert.True(status is 400 or 499, $"logged as {status}");
    }

    /// <summary>Of the entries of de-market, when there is at least one.</summary>
    private async Task<List<int>> StatusesAsync()
    {
        using var auditor = _hub.As("hub-operator", Roles.Auditor);
        var statuses = new List<int>();
        while (statuses.Count == 0)
        {
            using var response = await auditor.GetAsync("access-log");
            var entries = (await HubDriver.ReadAsync(response))["items"]!.AsArray();
            statuses = [.. entries.Where(entry => entry!["agency"]?.GetValue<string>() == "de-market").Select(entry => entry!["status"]!.GetValue<int>())];
        }

        return statuses;
    }

    /// <summary>Publications counted under this class of status.</summary>
    private async Task<int> CountAsync(string status)
    {
        using var administrator = _hub.As("hub-operator", Roles.Administrator);
        var line = RequestCount().Matches(await administrator.GetStringAsync("metrics")).FirstOrDefault(match => match.Value.Contains(status, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^infoshare_requests_total[^\\n]*/sanctions\"[^\\n]* (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex RequestCount();
}
