using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>Messages that no handler could take in all their tries, for the operator. They stay where they are.</summary>
public static class PoisonEndpoints
{
    /// <summary>Messages shown of each queue: what a queue lets one peek at.</summary>
    private const int Shown = 32;

    public static void MapPoison(this IEndpointRouteBuilder api) =>
        api.MapGet("/poison", GetAsync)
            .WithName("listPoison").WithSummary("List poison messages").WithTags("Operations")
            .WithDescription("Of every queue, how many messages failed in all their tries, and the first 32 of them. Messages name what is to be done, never content.")
            .RequireRoles(Roles.Administrator);

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
                writer.WriteString("text", message.Text);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
