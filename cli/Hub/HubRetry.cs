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

    /// <summary>A hub that is not there is given up sooner than one that is busy.</summary>
    private const int AttemptsToReach = 4;

    /// <summary>Some two minutes, in which a hub is started anew: what waits for work that it has taken has nothing to lose by asking again.</summary>
    private const int PatientAttempts = 20;

    /// <summary>Longer than any upload that the tool makes should take.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <param name="onWaiting">Told how long the pause is, and why.</param>
    /// <param name="isPatient">Go on asking for longer, also where something before the hub answers that it is away.</param>
    /// <param name="time">The clock of the pauses.</param>
    public static ResiliencePipeline<HttpResponseMessage> Pipeline(Action<TimeSpan, string> onWaiting, bool isPatient, TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = isPatient ? PatientAttempts : Attempts,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(8),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome, arguments.AttemptNumber, isPatient)),
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

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, int attempt, bool isPatient) => outcome.Exception is null
        ? outcome.Result!.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            || (isPatient && outcome.Result.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
        : outcome.Exception is HttpRequestException or TimeoutRejectedException && (isPatient || attempt < AttemptsToReach);

    private static TimeSpan? AskedFor(HttpResponseMessage? response) =>
        response?.Headers.RetryAfter?.Delta is { } asked ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestWait.Ticks)) : null;

    /// <summary>Why no answer came. The message of a failed handshake says only that its cause has more to say.</summary>
    internal static string Reason(Exception failure) => failure is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        ? $"no secure connection can be made ({failure.GetBaseException().Message.TrimEnd('.')}); perhaps the hub speaks http, not https, or its certificate is not trusted."
        : failure.Message;

    private static string Reason(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is { } failure ? Reason(failure) : $"the hub answered {(int)outcome.Result!.StatusCode}";
}
