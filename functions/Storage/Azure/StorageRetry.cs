using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// Tries again what failed, a few times within seconds. What may have been done already is repeated only if that is harmless: a repeated
/// write would be refused because of the first, and the refusal taken for somebody else's doing.
/// </summary>
/// <param name="isHarmless">Requests that may be done twice.</param>
/// <param name="readTimeout">How long a GET may go without an answer; null: as long as all else.</param>
internal sealed class StorageRetry(Func<Request, bool> isHarmless, AzureOptions options, TimeSpan? readTimeout = null)
    : RetryPolicy(options.Retries, DelayStrategy.CreateExponentialDelayStrategy(options.RetryDelay, Longest))
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    protected override void OnSendingRequest(HttpMessage message)
    {
        if (message.Request.Method == RequestMethod.Get)
        {
            message.NetworkTimeout = readTimeout;
        }
    }

    protected override ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        OnSendingRequest(message);
        return ValueTask.CompletedTask;
    }

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        base.ShouldRetry(message, exception) && IsWorthIt(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && IsWorthIt(message, exception);

    private bool IsWorthIt(HttpMessage message, Exception? exception) =>
        !AsksForLonger(message, exception) && !IsSilent(message, exception) && (isHarmless(message.Request) || NothingTaken(message, exception));

    /// <summary>No answer in time, twice: a third wait would keep whoever asked the hub for longer than they wait.</summary>
    private static bool IsSilent(HttpMessage message, Exception? exception) =>
        exception is OperationCanceledException && message.ProcessingContext.RetryNumber > 0;

    private static bool NothingTaken(HttpMessage message, Exception? exception) =>
        exception is null ? AzureFault.NothingTaken(message.Response) : AzureFault.NothingTaken(exception);

    /// <summary>Whoever asked the hub is better told to come back than kept waiting for as long as the service asks.</summary>
    private static bool AsksForLonger(HttpMessage message, Exception? exception) =>
        exception is null && message.Response.Headers.TryGetValue("Retry-After", out var text)
        && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > Longest.TotalSeconds);
}
