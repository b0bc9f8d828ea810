using InfoShare.Functions.Telemetry;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

internal static class DeliveryMetrics
{
    /// <summary>Counts what became of a batch's deliveries.</summary>
    public static void Count(this HubMetrics metrics, DeliveryBatch batch)
    {
        var failed = batch.Failed.Count;
        Add(metrics, "delivered", batch.Done.Count(done => done.Delivery.State == DeliveryState.Delivered));
        Add(metrics, "dropped", batch.Done.Count(done => done.Delivery.State == DeliveryState.Dropped));
        Add(metrics, "failed", failed);
    }

    private static void Add(HubMetrics metrics, string outcome, int count)
    {
        if (count > 0)
        {
            metrics.Deliveries.Add(count, KeyValuePair.Create("outcome", (object?)outcome));
        }
    }
}
