using System.Text.Json;
using InfoShare.Agencies;

namespace InfoShare.Subscriptions;

/// <summary>Asks for deliveries of one subscription to be tried, or for those in its log to be asked for again.</summary>
public sealed record DeliveryMessage
{
    public const int Current = 1;

    public int V { get; init; } = Current;

    public required AgencyId Agency { get; init; }

    public required string Subscription { get; init; }

    /// <summary>The versions' places.</summary>
    public IReadOnlyList<long> Indexes { get; init; } = [];

    public DeliveryReason Because { get; init; }

    /// <summary>Which try this is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When it is the message's turn; null: as soon as it is sent.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Also what was delivered already.</summary>
    public bool Replay { get; init; }

    /// <summary>Instead of indexes: tell that this other subscription of the agency was disabled.</summary>
    public string? Disabled { get; init; }

    /// <summary>Instead of indexes: tell that an alert was answered.</summary>
    public AnsweredAlert? Answered { get; init; }

    /// <summary>Instead of indexes: go through the log.</summary>
    public DeliveryScan? Scan { get; init; }

    public string Encode() => JsonSerializer.Serialize(this, SubscriptionJson.Default.DeliveryMessage);

    /// <summary>The message, or null if it is none of this version's.</summary>
    public static DeliveryMessage? TryDecode(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SubscriptionJson.Default.DeliveryMessage) is { V: Current, Attempt: > 0 } message ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A part of a subscription's log.</summary>
/// <param name="State">Deliveries in this state; null: in any.</param>
/// <param name="From">Made at or after this instant, or null.</param>
/// <param name="Until">Made before this instant, or null.</param>
/// <param name="Before">Versions whose place is before this; where the scan goes on.</param>
public sealed record DeliveryScan(DeliveryState? State, DateTimeOffset? From, DateTimeOffset? Until, long Before);
