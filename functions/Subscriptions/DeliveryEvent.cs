using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Changes;
using InfoShare.Functions.Changes;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>
/// What a receiver gets: an event of CloudEvents 1.0 in structured mode. It says what happened to which record, and not what is in it: who
/// wants to know that asks the hub, and is then looked at again.
/// </summary>
public sealed class DeliveryEvent(HubKeys keys)
{
    private const string Prefix = "infoshare.record.";

    /// <summary>Names this hub among others, and gives nothing away.</summary>
    private readonly string _source = $"urn:infoshare:hub:{Convert.ToHexStringLower(HMACSHA256.HashData(keys.Deliveries.Span, "source"u8)[..8])}";

    /// <summary>The change in the words of the feed.</summary>
    public static string ChangeOf(RecordHeader header, ChangeView view) => view == ChangeView.Withdrawn ? ChangeItem.WithdrawnFromView : Code<RecordChange>.Of(header.Change);

    public ReadOnlyMemory<byte> Write(string id, RecordHeader header, ChangeView view, DeliveryReason because)
    {
        var change = ChangeOf(header, view);
        return Write(id, $"{Prefix}{change.Replace('-', '_')}", header.Id.ToString(), header.UpdatedAt, writer =>
        {
            if (view != ChangeView.Withdrawn)
            {
                writer.WriteString("dataclassification", $"TLP:{Code<Tlp>.Of(header.Label.Tlp)}");
                writer.WriteString("dataref", Address(header));
            }
        }, writer =>
        {
            writer.WriteString("change", change);
            writer.WriteString("id", header.Id.ToString());
            if (view != ChangeView.Withdrawn)
            {
                writer.WriteString("kind", Code<RecordKind>.Of(header.Id.Kind));
                writer.WriteNumber("version", header.Version);
                writer.WriteString("href", Address(header));
                writer.WriteString("because", Code<DeliveryReason>.Of(because));
            }
        });
    }

    /// <summary>The event of a test call.</summary>
    public ReadOnlyMemory<byte> WriteTest(string id, Subscription subscription, DateTimeOffset now) => Write(
        id, "infoshare.subscription.test", subscription.Id, now, static _ => { }, writer => writer.WriteString("subscription", subscription.Id));

    /// <summary>The event that tells one subscription that another of its agency was disabled.</summary>
    public ReadOnlyMemory<byte> WriteDisabled(string id, Subscription disabled) => Write(
        id,
        "infoshare.subscription.disabled",
        disabled.Id,
        disabled.UpdatedAt,
        static _ => { },
        writer =>
        {
            writer.WriteString("subscription", disabled.Id);
            writer.WriteString("href", $"/api/v1/subscriptions/{disabled.Id}");
            writer.WriteString("reason", disabled.Reason);
        });

    /// <summary>The event that tells an institution that an alert of its own was answered: not by whom, nor what.</summary>
    public ReadOnlyMemory<byte> WriteAnswered(string id, AnsweredAlert answered) => Write(
        id,
        "infoshare.alert.answered",
        answered.Alert.ToString(),
        answered.At,
        static _ => { },
        writer =>
        {
            writer.WriteString("alert", answered.Alert.ToString());
            writer.WriteString("href", $"/api/v1/alerts/{answered.Alert}/dispositions");
        });

    private static string Address(RecordHeader header) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/records/{header.Id}?version={header.Version}");

    private ReadOnlyMemory<byte> Write(string id, string type, string subject, DateTimeOffset at, Action<Utf8JsonWriter> extensions, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", id);
            writer.WriteString("source", _source);
            writer.WriteString("type", type);
            writer.WriteString("subject", subject);
            writer.WriteString("time", Instant.Format(at));
            writer.WriteString("datacontenttype", "application/json");
            extensions(writer);
            writer.WriteStartObject("data");
            data(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
