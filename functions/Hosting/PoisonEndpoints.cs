using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Feed;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>Messages that no handler could take in all their tries, for the operator: to see, and to try again.</summary>
public static class PoisonEndpoints
{
    /// <summary>Messages shown of each queue: what a queue lets one peek at.</summary>
    private const int Shown = 32;

    /// <summary>How long a message that is being put back cannot be seen: should this stop in between, it stays poison.</summary>
    private static readonly TimeSpan Replaying = TimeSpan.FromMinutes(1);

    public static void MapPoison(this IEndpointRouteBuilder api)
    {
        api.MapGet("/poison", GetAsync)
            .WithName("listPoison").WithSummary("List poison messages").WithTags("Operations")
            .WithDescription("Of every queue, how many messages failed in all their tries, and the first 32 of them. Messages name what is to be done; of a feed's message, which holds its alerts, only its id, its sender and its length are shown.")
            .RequireRoles(Roles.Administrator);
        api.MapPost("/poison/{queue}/replay", ReplayAsync)
            .WithName("replayPoison").WithSummary("Try poison messages again").WithTags("Operations")
            .WithDescription("Puts up to 32 messages of a queue's poison queue back into the queue, where they have all their tries again. `queue` is the queue's or its poison queue's name. Handlers take a message twice without harm.")
            .RequireRoles(Roles.Administrator);
    }

    private static async Task<IResult> ReplayAsync(HttpContext context, string queue, IQueues queues)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (StorageNames.Queues.All.FirstOrDefault(known => known == queue || StorageNames.Queues.Poison(known) == queue) is not { } found)
        {
            return Problems.NotFound();
        }

        var messages = await queues.ReceiveAsync(StorageNames.Queues.Poison(found), Shown, Replaying, context.RequestAborted);
        foreach (var message in messages)
        {
            // Sent before deleted: a crash in between leaves the message twice rather than nowhere.
            await queues.SendAsync(found, message.Text, TimeSpan.Zero, CancellationToken.None);
            await queues.DeleteAsync(message, CancellationToken.None);
        }

        return new JsonAnswer(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("queue", found);
            writer.WriteNumber("replayed", messages.Count);
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> GetAsync(HttpContext context, IQueues queues)
    {
        if (new QueryReader(context.Request).RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var found = new List<(string Queue, long Count, IReadOnlyList<QueueMessage> Messages)>();
        foreach (var queue in StorageNames.Queues.All)
        {
            var poison = StorageNames.Queues.Poison(queue);
            found.Add((poison, await queues.CountAsync(poison, context.RequestAborted), await queues.PeekAsync(poison, Shown, context.RequestAborted)));
        }

        return new JsonAnswer(StatusCodes.Status200OK, writer => Write(writer, found));
    }

    /// <summary>A feed's message holds its alerts, which are no operator's to read: of it, whose it is and which.</summary>
    private static string TextOf(string poison, QueueMessage message) => poison != StorageNames.Queues.Poison(StorageNames.Queues.Feed)
        ? message.Text
        : FeedMessage.Read(message.Text, out _) is { } feed
            ? string.Create(CultureInfo.InvariantCulture, $"message {feed.Id} of {feed.Issuer}, {message.Text.Length} characters")
            : string.Create(CultureInfo.InvariantCulture, $"{message.Text.Length} characters that are no message of a feed");

    private static void Write(Utf8JsonWriter writer, List<(string Queue, long Count, IReadOnlyList<QueueMessage> Messages)> found)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var (queue, count, messages) in found)
        {
            writer.WriteStartObject();
            writer.WriteString("queue", queue);
            writer.WriteNumber("count", count);
            writer.WriteStartArray("messages");
            foreach (var message in messages)
            {
                writer.WriteStartObject();
                writer.WriteString("id", message.Id);
                writer.WriteString("insertedAt", Instant.Format(message.InsertedAt));
                writer.WriteString("text", TextOf(queue, message));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
