using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Tests.Hub;

/// <summary>What is not HTTP, or breaks off: answered as docs/errors.md says, never by a fault, and the hub goes on.</summary>
public sealed partial class MalformedRequestTests : IAsyncLifetime
{
    private const string Host = "Host: hub\r\nConnection: close\r\n";

    private HubDriver _hub = null!;

    public static TheoryData<string, int, string> RefusedBeforeTheHub => new()
    {
        { "nonsense\r\n\r\n", 400, "request line" },
        { "\u0016\u0003\u0001\u0002\0\u0001\0", 400, "TLS" },
        { "GET / HTTP/1.1\r\n\r\n", 400, "missing Host" },
        { "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "Multiple Host" },
        { "GET / HTTP/1.1\r\nHost a\r\n\r\n", 400, "request header" },
        { "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request target" },
        { "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "request line" },
        { "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n", 400, "content length" },
        { "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345", 400, "Multiple Content-Length" },
        { "POST /api/v1/cases HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400, "'gzip'" },
        { $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: a\r\n\r\n", 414, "line too long" },
        { $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 70_000)}\r\n\r\n", 431, "headers too long" },
        { $"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 150).Select(number => $"X{number}: 1\r\n"))}\r\n", 431, "too many headers" },
        { "GET / HTTP/7.0\r\nHost: a\r\n\r\n", 400, "HTTP version" },
        { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "HTTP version" },
    };

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartAsync();
        await _hub.RegisterAsync("de-market", AgencyKind.MarketRegulator, "DE", Membership.Partner);
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [MemberData(nameof(RefusedBeforeTheHub))]
    public async Task What_Is_No_Request_Is_Told_What_Is_Wrong_With_It_And_The_Connection_Closed(string request, int status, string wrong)
    {
        var answer = await RawRequest.SendAsync(_hub.Address, request);

        AssertExplained(answer, status, wrong);
        using var client = _hub.Anonymous();
        using var live = await client.GetAsync(new Uri(_hub.Address, "/health/live"));
        Assert.True(live.IsSuccessStatusCode);
    }

    [Fact]
    public async Task What_Is_No_Request_Is_Refused_After_The_Answer_To_The_Request_Before_It()
    {
        var answer = await RawRequest.SendAsync(_hub.Address, "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/7.0\r\nHost: a\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        AssertExplained(answer[answer.LastIndexOf("HTTP/1.1 ", StringComparison.Ordinal)..], 400, "HTTP version");
    }

    [Fact]
    public async Task A_Refused_HEAD_Has_The_Head_Of_Its_Answer_Alone()
    {
        var answer = await RawRequest.SendAsync(_hub.Address, "HEAD / HTTP/1.1\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
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
    public async Task A_Head_That_Stops_Coming_Is_Told_So_After_Fifteen_Seconds()
    {
        var answer = await RawRequest.SendAsync(_hub.Address, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow:");

        AssertExplained(answer, 408, "headers timed out");
    }

    [Fact]
    public async Task A_Body_That_Stops_Coming_Is_Answered_408_And_Publishes_Nothing()
    {
        var token = _hub.Token("de-market", Roles.Publisher);

        var answer = await RawRequest.SendAsync(
            _hub.Address,
            $"POST /api/v1/sanctions HTTP/1.1\r\n{Host}Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{");

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("urn:infoshare:problem:bad-request", answer, StringComparison.Ordinal);
        Assert.Equal([408], await StatusesAsync());
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

    private static void AssertExplained(string answer, int status, string wrong)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
        var length = int.Parse(Length().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture);
        var problem = JsonNode.Parse(answer.Substring(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4, length))!;
        Assert.Equal("urn:infoshare:problem:bad-request", problem["type"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.Equal("invalid-http", problem["errors"]![0]!["code"]!.GetValue<string>());
        Assert.Contains(wrong, problem["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
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

    [GeneratedRegex("\r\nContent-Length: (\\d+)\r\n")]
    private static partial Regex Length();

    [GeneratedRegex("^infoshare_requests_total[^\\n]*/sanctions\"[^\\n]* (\\d+)$", RegexOptions.Multiline)]
    private static partial Regex RequestCount();
}
