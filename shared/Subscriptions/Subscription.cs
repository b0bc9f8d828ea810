using System.Text.Json.Serialization;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Sequencing;

namespace InfoShare.Subscriptions;

/// <summary>An agency's wish to be told: of what, where, and as whom. The one mutable value of a subscription, replaced under If-Match.</summary>
public sealed record Subscription
{
    public required string Id { get; init; }

    public required AgencyId Agency { get; init; }

    /// <summary>The client that made it, or changed it last.</summary>
    public required string Client { get; init; }

    /// <summary>By what the registry knows that client; null: it was made before this was kept.</summary>
    public ClientName? RegisteredAs { get; init; }

    /// <summary>The roles that it had then: deliveries go as far as these, and as far as the registry grants them to the client now.</summary>
    public required Roles Roles { get; init; }

    /// <summary>What the agency calls it.</summary>
    public string? Name { get; init; }

    /// <summary>Where deliveries are posted.</summary>
    public required string Url { get; init; }

    public SubscriptionFilter Filter { get; init; } = new();

    /// <summary>Null: it is not told of sanctions on merchants that it looked up before.</summary>
    public LookedUp? LookedUp { get; init; }

    /// <summary>It is told that an alert of its agency's was answered.</summary>
    public bool Answers { get; init; }

    public SubscriptionStatus Status { get; init; }

    /// <summary>Why it is disabled, in a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was paused or disabled.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The end of the sequence when it was made: nothing before is told.</summary>
    public required long StartsAt { get; init; }

    /// <summary>The newest first; each but that one until it ends.</summary>
    public required IReadOnlyList<SealedSecret> Secrets { get; init; }

    /// <summary>Grows with every change; the API's ETag.</summary>
    public long Revision { get; init; } = 1;

    [JsonIgnore]
    public SequenceIndex Since => new(StartsAt);

    /// <summary>Whether a client of its agency with these roles may see its log and have a say in what it is told: who is told less of may not.</summary>
    public bool IsWithin(Roles roles) => Visibility.IsToldAsMuch(roles, Roles);

    /// <summary>As whom deliveries are judged.</summary>
    /// <param name="agency">Its own, as the registry has it now.</param>
    public Caller CallerOf(Agency agency, AgencySnapshot registry) => new()
    {
        Agency = agency.Id,
        Kind = agency.Kind,
        Jurisdiction = agency.Jurisdiction,
        Membership = agency.Membership,
        Groups = agency.Groups,
        FeedEpoch = agency.FeedEpoch,
        Roles = Roles & (RegisteredAs is { } client ? registry.RolesOf(agency, client) : GrantableRoles.Of(agency.Kind)),
        Client = Client,
        RegisteredAs = RegisteredAs,
    };
}

/// <summary>Whether a subscription is told.</summary>
public enum SubscriptionStatus
{
    Active,

    /// <summary>By its agency; what comes meanwhile is held.</summary>
    Paused,

    /// <summary>By the hub, for its receiver cannot be reached or said 410; what comes meanwhile is held.</summary>
    Disabled,

    /// <summary>It is not there any more; its deliveries are being removed.</summary>
    Deleted,
}

/// <summary>Being told later of a merchant that one looked up or screened before.</summary>
/// <param name="Days">How long after a look-up.</param>
/// <param name="Only">Of nothing else: what the filter matches is not told.</param>
public sealed record LookedUp(int Days, bool Only);
