using System.Net;
using InfoShare.Cli;
using InfoShare.Cli.Hub;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Cli;

/// <summary>When the tool asks again, and how long it waits before.</summary>
public sealed class HubRetryTests
{
    private readonly ManualTime _time = new();

    private readonly List<TimeSpan> _pauses = [];

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_Busy_Hub_Is_Asked_Again_After_As_Long_As_It_Asks_For(HttpStatusCode status)
    {
        using var hub = new BusyHub(_time, status, refusals: 2, TimeSpan.FromSeconds(20));

        await AskAsync(hub);

        var wait = TimeSpan.FromSeconds(20);
        Assert.Equal([wait, wait], _pauses);
        Assert.Equal(3, hub.Asked.Count);
        Assert.All(hub.Asked.Zip(hub.Asked.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, wait, wait + wait));
    }

    [Fact]
    public async Task A_Hub_That_Asks_For_Long_Is_Asked_Again_After_A_Minute()
    {
        using var hub = new BusyHub(_time, HttpStatusCode.ServiceUnavailable, refusals: 1, TimeSpan.FromHours(1));

        await AskAsync(hub);

        Assert.Equal([TimeSpan.FromMinutes(1)], _pauses);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 9)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 9)]
    [InlineData(HttpStatusCode.InternalServerError, 1)]
    [InlineData(HttpStatusCode.Forbidden, 1)]
    public async Task A_Refusal_Is_Told_When_The_Hub_Stays_Busy_And_At_Once_Where_Asking_Again_Helps_Nobody(HttpStatusCode status, int asked)
    {
        using var hub = new BusyHub(_time, status, refusals: int.MaxValue, TimeSpan.Zero);

        var refusal = await Assert.ThrowsAsync<HubRefusedException>(() => AskAsync(hub));

        Assert.Equal(((int)status, asked), (refusal.Status, hub.Asked.Count));
    }

    [Fact]
    public async Task A_Hub_That_Speaks_Http_Is_Told_Of_To_Who_Asks_It_By_Https()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();

        var run = await CommandRun.OfAsync("whoami", "--hub", $"https://127.0.0.1:{hub.Address.Port}");

        Assert.Equal(ExitCodes.HubRefused, run.ExitCode);
        Assert.Contains("no secure connection can be made", run.Error, StringComparison.Ordinal);
        Assert.Contains("perhaps the hub speaks http, not https", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", run.Error, StringComparison.Ordinal);
    }

    private async Task AskAsync(BusyHub hub)
    {
        using var client = new HubClient(new Uri("http://127.0.0.1:1"), HubToken.Of(null), (pause, _) => _pauses.Add(pause), _time, hub);
        var asking = client.GetJsonAsync("me", CancellationToken.None);
        await _time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => asking.IsCompleted);
        await asking;
    }

    /// <summary>Refuses so many requests, each time asking to be left alone for so long, and then answers.</summary>
    private sealed class BusyHub(TimeProvider time, HttpStatusCode status, int refusals, TimeSpan retryAfter) : HttpMessageHandler
    {
        /// <summary>When a request came.</summary>
        public List<DateTimeOffset> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(time.GetUtcNow());
            var answer = new HttpResponseMessage(Asked.Count > refusals ? HttpStatusCode.OK : status) { Content = new StringContent("{}"), RequestMessage = request };
            answer.Headers.RetryAfter = Asked.Count > refusals ? null : new(retryAfter);
            return Task.FromResult(answer);
        }
    }
}
