using InfoShare.Feed;
using InfoShare.Functions.Hosting;
using InfoShare.Json;
using InfoShare.Storage;

namespace InfoShare.Functions.Feed;

/// <summary>Puts the feed behind its queue.</summary>
public static class FeedRegistration
{
    /// <summary>Needs AddSubmissions.</summary>
    public static IServiceCollection AddFeed(this IServiceCollection services)
    {
        FeedMeter.Start();
        return services
            .AddSingleton<FeedReceipts>()
            .AddSingleton<FeedFiles>()
            .AddSingleton<FeedWorker>()
            .AddSingleton<FeedHandler>()
            .AddSingleton(provider => new QueueTrigger("feed", StorageNames.Queues.Feed, provider.GetRequiredService<FeedHandler>().HandleAsync));
    }
}

/// <summary>A message of the queue <c>feed</c>; refusals go to the log.</summary>
public sealed partial class FeedHandler(FeedWorker worker, ILogger<FeedHandler> logger)
{
    public async Task HandleAsync(string message, CancellationToken cancellationToken)
    {
        var outcome = await worker.HandleAsync(message, cancellationToken);
        if (outcome.Refusal is { } refusal)
        {
            LogRefused(outcome.Agency?.ToString() ?? "nobody", Code<FeedRefusal>.Of(refusal));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A feed message that says it is of {Agency} was refused: {Refusal}.")]
    private partial void LogRefused(string agency, string refusal);
}
