using System.Text.Json;
using InfoShare.Functions.Merchants;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Subscriptions and deliveries on the wire.</summary>
internal static class SubscriptionView
{
    /// <param name="secret">Shown once, when it is made.</param>
    public static void Write(Utf8JsonWriter writer, Subscription subscription, string? secret = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id", subscription.Id);
        writer.WriteString("agency", subscription.Agency.ToString());
        HeaderJson.WriteText(writer, "name"u8, subscription.Name);
        writer.WriteString("url", subscription.Url);
        WriteFilter(writer, subscription.Filter);
        if (subscription.LookedUp is { } lookedUp)
        {
            writer.WriteStartObject("lookedUp");
            writer.WriteNumber("days", lookedUp.Days);
            writer.WriteBoolean("only", lookedUp.Only);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("answers", subscription.Answers);
        writer.WriteString("status", Code<SubscriptionStatus>.Of(subscription.Status));
        HeaderJson.WriteText(writer, "reason"u8, subscription.Reason);
        HeaderJson.WriteInstant(writer, "stoppedAt"u8, subscription.StoppedAt);
        HeaderJson.WriteInstant(writer, "createdAt"u8, subscription.CreatedAt);
        HeaderJson.WriteInstant(writer, "updatedAt"u8, subscription.UpdatedAt);
        HeaderJson.WriteText(writer, "secret"u8, secret);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Delivery delivery, string id)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("record", delivery.Record.ToString());
        writer.WriteString("change", delivery.Change);
        writer.WriteString("because", Code<DeliveryReason>.Of(delivery.Because));
        writer.WriteString("state", Code<DeliveryState>.Of(delivery.State));
        HeaderJson.WriteInstant(writer, "createdAt"u8, delivery.CreatedAt);
        HeaderJson.WriteInstant(writer, "nextAt"u8, delivery.NextAt);
        writer.WriteStartArray("attempts");
        foreach (var attempt in delivery.Attempts)
        {
            Write(writer, attempt);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, DeliveryAttempt attempt)
    {
        writer.WriteStartObject();
        HeaderJson.WriteInstant(writer, "at"u8, attempt.At);
        writer.WriteNumber("milliseconds", attempt.Milliseconds);
        if (attempt.Status is { } status)
        {
            writer.WriteNumber("status", status);
        }

        HeaderJson.WriteText(writer, "error"u8, attempt.Error);
        writer.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter writer, SubscriptionFilter filter)
    {
        writer.WriteStartObject("filter");
        WriteTexts(writer, "kinds", filter.Kinds.Select(Code<RecordKind>.Of));
        WriteTexts(writer, "categories", filter.Categories);
        WriteTexts(writer, "jurisdictions", filter.Jurisdictions);
        writer.WriteStartArray("merchants");
        foreach (var merchant in filter.Merchants)
        {
            writer.WriteStartObject();
            writer.WriteString("scheme", merchant.Scheme);
            writer.WriteString("value", merchant.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        HeaderJson.WriteText(writer, "minimumSeverity"u8, filter.MinimumSeverity);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string member, IEnumerable<string> texts)
    {
        writer.WriteStartArray(member);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
