namespace InfoShare.Feed;

/// <summary>Bounds of feed messages.</summary>
public static class FeedLimits
{
    /// <summary>Bytes of a message, signature included: what a queue takes.</summary>
    public const int MaxMessageBytes = Storage.StorageLimits.MaxMessageBytes;

    /// <summary>Alerts of a message.</summary>
    public const int MaxAlerts = 500;

    /// <summary>Characters of a message's id.</summary>
    public const int MaxId = 100;

    /// <summary>Nesting of a message's content: that of a record, in a list, in an object.</summary>
    public const int MaxDepth = 20;

    /// <summary>How far ahead of the hub's clock a message's time may be.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
}
