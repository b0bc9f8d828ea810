using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using InfoShare.Codes;
using InfoShare.Text;
using Microsoft.Net.Http.Headers;

namespace InfoShare.Functions.Codes;

/// <summary>An answer about codes. It changes with the program alone, so it is written once, and its ETag is its hash.</summary>
public sealed class CodeDocument
{
    public const string MediaType = "application/json";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly ReadOnlyMemory<byte> _json;
    private readonly EntityTagHeaderValue _tag;

    private CodeDocument(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            write(writer);
        }

        _json = buffer.WrittenMemory;
        _tag = new($"\"{Base32.Encode(SHA256.HashData(_json.Span).AsSpan(0, 16))}\"");
    }

    /// <summary>The names of the lists: <c>{"items": [{"name", "description"}]}</c>.</summary>
    public static CodeDocument OfAll(IReadOnlyList<CodeList> lists) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var list in lists)
        {
            writer.WriteStartObject();
            writer.WriteString("name", list.Name);
            writer.WriteString("description", list.Description);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>One list: <c>{"name", "description", "items": [{"code", "labels": {"en", "zh", "de"}}]}</c>.</summary>
    public static CodeDocument Of(CodeList list) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", list.Name);
        writer.WriteString("description", list.Description);
        writer.WriteStartArray("items");
        foreach (var entry in list.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("code", entry.Code);
            writer.WriteStartObject("labels");
            writer.WriteString("en", entry.English);
            writer.WriteString("zh", entry.Chinese);
            writer.WriteString("de", entry.German);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>200, or 304 where If-None-Match has the ETag.</summary>
    public IResult ToResult() => TypedResults.Bytes(_json, MediaType, entityTag: _tag);
}
