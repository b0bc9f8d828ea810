using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace InfoShare.Cli.Hub;

/// <summary>
/// When a request is sent again: on 429 and 503 after as long as the hub asks for, and when no answer came. All that the tool sends is
/// harmless to repeat: publishing the same again changes nothing.
/// </summary>
public static class HubRetry
{
    private const int Attempts = 8;

    /// <summary>Longer than any upload that the tool makes should take.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="onWaiting">Told how long the pause is, and why.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(Action<TimeSpan, string> onWaiting) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = Attempts,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(8),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome, arguments.AttemptNumber)),
                DelayGenerator = arguments => ValueTask.FromResult(AskedFor(arguments.Outcome.Result)),
                OnRetry = arguments =>
                {
                    onWaiting(arguments.RetryDelay, Reason(arguments.Outcome));
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(AttemptTimeout)
            .Build();

    /// <summary>A hub that is not there is given up sooner than one that is busy.</summary>
    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, int attempt) => outcome.Exception is null
        ? outcome.Result!.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        : outcome.Exception is HttpRequestException or TimeoutRejectedException && attempt < Attempts / 2;

    private static TimeSpan? AskedFor(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter?.Delta is { } asked ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestWait.Ticks)) : null;

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome.Exception?.Message ?? $"the hub answered {(int)outcome.Result!.StatusCode}";
}
