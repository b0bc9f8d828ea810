using System.Text.Json.Serialization;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Subscriptions;

/// <summary>What subscriptions store as JSON. Members are camelCase, enumerations their codes, null is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(AgencyIdConverter), typeof(RecordIdConverter), typeof(RolesConverter), typeof(CodeConverter<RecordKind>),
        typeof(CodeConverter<SubscriptionStatus>), typeof(CodeConverter<DeliveryState>), typeof(CodeConverter<DeliveryReason>),
    ])]
[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(DeliveryMessage))]
public sealed partial class SubscriptionJson : JsonSerializerContext;
