using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfoShare.Functions.Documents;

/// <summary>Writes the document for people and version control: indented, and every map in one order.</summary>
internal static class DocumentText
{
    private static readonly string[] SortedMaps = ["paths", "schemas", "parameters", "headers", "responses", "examples"];

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(JsonObject document)
    {
        Sort(document, "paths");
        foreach (var map in SortedMaps.Skip(1))
        {
            Sort(document["components"]!.AsObject(), map);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            document.WriteTo(writer);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Sort(JsonObject parent, string map)
    {
        if (parent[map] is JsonObject entries)
        {
            var sorted = entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
            entries.Clear();
            parent[map] = new JsonObject(sorted);
        }
    }
}
