using InfoShare.Records;

namespace InfoShare.Subscriptions;

/// <summary>One thing that a subscription is told, and how that went.</summary>
public sealed record Delivery
{
    /// <summary>The version's place in the sequence: with the subscription, what the delivery is known by. Never leaves the hub.</summary>
    public required long Index { get; init; }

    public required RecordId Record { get; init; }

    /// <summary>The change, in the words of the feed.</summary>
    public required string Change { get; init; }

    public DeliveryReason Because { get; init; }

    public DeliveryState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<DeliveryAttempt> Attempts { get; init; } = [];

    /// <summary>When it is tried again, about.</summary>
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>Why a subscription is told of a version.</summary>
public enum DeliveryReason
{
    /// <summary>Its filter matches.</summary>
    Filter,

    /// <summary>Its agency looked the merchant up, or screened it, before.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("looked-up")]
    LookedUp,
}

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>To be tried, or tried again.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>Tried as often as it is.</summary>
    Failed,

    /// <summary>The subscription is paused or disabled; tried when it is active again.</summary>
    Held,

    /// <summary>When it was its turn the agency could not see the version any more; a later one tells of it.</summary>
    Dropped,
}

/// <summary>One request to a receiver.</summary>
/// <param name="Status">The answer's status; null if none came.</param>
/// <param name="Error">What went wrong: timeout, connection, tls, address-refused, redirect, status.</param>
/// <param name="RetryAfter">Seconds that the receiver asked for.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, int Milliseconds, int? Status, string? Error, int? RetryAfter)
{
    public bool IsSuccess => Error is null;

    /// <summary>The receiver wants no more.</summary>
    public bool IsGone => Status == 410;

    /// <summary>No answer, or one that asks for less: not the moment for others either.</summary>
    public bool IsSilent => Status is null or 429 or 502 or 503 or 504;
}
