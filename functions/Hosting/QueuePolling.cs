namespace InfoShare.Functions.Hosting;

/// <summary>
/// How queues are pulled. The defaults are what host.json asks of the Functions host, except for its polling interval, and for how long a message
/// waits whose handler was killed: ten minutes there.
/// </summary>
public sealed record QueuePolling
{
    /// <summary>How long a received message stays invisible; renewed at half time while its handler runs.</summary>
    public TimeSpan Invisible { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a message stays invisible after its handler has failed.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Receipts after which a message that fails goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>Messages received at once.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>More are received when no more than these are still being handled.</summary>
    public int NewBatchThreshold { get; init; } = 4;

    /// <summary>Between looks at a queue that had something a moment ago.</summary>
    public TimeSpan ShortestInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Between looks at a queue that has long been empty.</summary>
    public TimeSpan LongestInterval { get; init; } = TimeSpan.FromSeconds(1);
}
