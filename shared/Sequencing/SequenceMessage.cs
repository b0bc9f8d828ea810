using System.Text;
using System.Text.Json;
using InfoShare.Storage;

namespace InfoShare.Sequencing;

/// <summary>
/// What a message of the queue <c>sequence</c> says: <c>{"v":1,"shards":["00","3f"]}</c>. The shards are a hint, so a message that cannot be
/// read, perhaps of a later version, asks for all of them. (A member named id or dequeueCount would hide the Functions host's own.)
/// </summary>
public static class SequenceMessage
{
    private const int Version = 1;

    public static string Encode(IEnumerable<string> shards)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteStartArray("shards");
            foreach (var shard in shards)
            {
                writer.WriteStringValue(shard);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The shards that the message names, or all.</summary>
    public static IReadOnlyCollection<string> Decode(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var named = ShardsOf(document.RootElement);
            return named.Count > 0 ? named : StorageNames.RecordRows.Shards;
        }
        catch (JsonException)
        {
            return StorageNames.RecordRows.Shards;
        }
    }

    private static HashSet<string> ShardsOf(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("v", out var version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number) || number != Version
            || !message.TryGetProperty("shards", out var shards) || shards.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        return shards.EnumerateArray()
            .Where(shard => shard.ValueKind == JsonValueKind.String)
            .Select(shard => shard.GetString()!)
            .Where(StorageNames.RecordRows.Shards.Contains)
            .ToHashSet(StringComparer.Ordinal);
    }
}
