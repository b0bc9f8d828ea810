using System.Net;
using System.Text;
using InfoShare.Cli.Hub;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Cli;

/// <summary>A hub that goes away while it works on what it has taken.</summary>
public sealed class HubAwayTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_Submission_That_Was_Taken_Is_Waited_For_While_The_Hub_Is_Started_Anew()
    {
        var (waiting, time) = Wait(new Absence(requests: 16));

        await time.AdvanceUntilAsync(Step, () => waiting.IsCompleted);

        await waiting;
        Assert.InRange((time.GetUtcNow() - new ManualTime().GetUtcNow()).TotalSeconds, 60, 600);
    }

    [Fact]
    public async Task A_Hub_That_Stays_Away_Is_Given_Up()
    {
        var (waiting, time) = Wait(new Absence(requests: int.MaxValue - 1));

        await time.AdvanceUntilAsync(Step, () => waiting.IsCompleted);

        Assert.Contains("cannot be reached", (await Assert.ThrowsAsync<HubRefusedException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Gateway_That_Answers_For_The_Hub_Is_Not_Believed_At_Once()
    {
        var (waiting, time) = Wait(new Absence(requests: 8, HttpStatusCode.BadGateway));

        await time.AdvanceUntilAsync(Step, () => waiting.IsCompleted);

        await waiting;
    }

    private static (Task Waiting, ManualTime Time) Wait(Absence absence)
    {
        var time = new ManualTime();
        return (WaitAsync(absence, time), time);
    }

    private static async Task WaitAsync(Absence absence, ManualTime time)
    {
        using var hub = new HubClient(new Uri("http://127.0.0.1:1"), HubToken.Of(null), (_, _) => { }, time, absence);
        await InfoShare.Cli.Publishing.Submissions.OfLines(hub).WaitAsync("1", _ => { }, default);
    }

    /// <summary>Answers that it is at work, is then away for so many requests, and has done its work when it is back.</summary>
    private sealed class Absence(int requests, HttpStatusCode? answer = null) : HttpMessageHandler
    {
        private int _asked;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = _asked++;
            if (asked == 0 || asked > requests)
            {
                var state = new StringContent(asked == 0 ? """{"status":"running"}""" : """{"status":"done"}""", Encoding.UTF8, "application/json");
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = state, RequestMessage = request });
            }

            return answer is { } status
                ? Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request })
                : Task.FromException<HttpResponseMessage>(new HttpRequestException("Connection refused"));
        }
    }
}
