using System.Net;
using InfoShare.Functions.Hosting;
using InfoShare.Storage;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Puts deliveries behind their queue, and the telling and the sweep behind their timers.</summary>
public static class SubscriptionRegistration
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, WebhookOptions options) => services
        .AddSingleton(options)
        .AddSingleton(new RetrySchedule())
        .AddSingleton<ResolveHost>((host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken))
        .AddSingleton<SubscriptionStore>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<InterestStore>()
        .AddSingleton<DeliveryIds>()
        .AddSingleton<WebhookSecret>()
        .AddSingleton<Telling>()
        .AddSingleton<TargetAddresses>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<DeliveryEvent>()
        .AddSingleton<DeliveryPosting>()
        .AddSingleton<SilentReceivers>()
        .AddSingleton<ReceiverTurns>()
        .AddSingleton<TestCalls>()
        .AddSingleton<TellingLag>()
        .AddSingleton<NoticePosting>()
        .AddSingleton<DisabledNotices>()
        .AddSingleton<AnswerNotices>()
        .AddSingleton<DeliveryWorker>()
        .AddSingleton<SubscriptionSweep>()
        .AddSingleton<SubscriptionReading>()
        .AddSingleton<SubscriptionWriting>()
        .AddSingleton<DeliveryListing>()
        .AddSingleton<InterestRecorder>()
        .AddHostedService(provider => provider.GetRequiredService<InterestRecorder>())
        .AddSingleton<TellRuns>()
        .AddHostedService(provider => provider.GetRequiredService<TellRuns>())
        .AddSingleton(provider => new QueueTrigger("deliveries", StorageNames.Queues.Deliveries, provider.GetRequiredService<DeliveryWorker>().HandleAsync))
        .AddSingleton(provider => new TimerTrigger("tell", "15 * * * * *", provider.GetRequiredService<TellRuns>().RunAsync))
        .AddSingleton(provider => new TimerTrigger("subscriptions-sweep", "0 40 3 * * *", provider.GetRequiredService<SubscriptionSweep>().RunAsync));
}
