using System.Text.Json;

namespace InfoShare.Cli.Publishing;

/// <summary>A line that asks for something to be done to a record without carrying it.</summary>
public static class BareLine
{
    /// <param name="operation">Such as <c>retract</c>.</param>
    /// <param name="reason">Why, for the record's history.</param>
    public static byte[] Of(string operation, string kind, string reference, string reason)
    {
        var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WriteString("op", operation);
            writer.WriteString("kind", kind);
            writer.WriteString("reference", reference);
            writer.WriteStartObject("change");
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return line.ToArray();
    }
}
