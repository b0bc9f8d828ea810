using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>Rows as the service's JSON has them (minimal metadata): a type beside each value that JSON has no type for.</summary>
internal static class TableEntityJson
{
    private const string TypeSuffix = "@odata.type";

    /// <summary>Base64 has a plus sign, which the usual encoder would write as six characters.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With its keys, also where the address has them: the emulator takes no body without any property.</summary>
    public static void Write(Utf8JsonWriter writer, TableEntity entity)
    {
        writer.WriteStartObject();
        writer.WriteString("PartitionKey", entity.PartitionKey);
        writer.WriteString("RowKey", entity.RowKey);
        foreach (var (name, value) in entity)
        {
            Write(writer, name, value);
        }

        writer.WriteEndObject();
    }

    public static TableEntity Read(JsonElement row)
    {
        // Of a row of which only a part was selected, keys may be missing.
        var entity = new TableEntity(Text(row, "PartitionKey"), Text(row, "RowKey")) { ETag = new(Text(row, "odata.etag")) };
        foreach (var property in row.EnumerateObject())
        {
            if (IsOwn(property.Name) && Value(row, property) is { } value)
            {
                entity.Add(property.Name, value);
            }
        }

        return entity;
    }

    private static void Write(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case long number:
                writer.WriteString(name + TypeSuffix, "Edm.Int64");
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case ReadOnlyMemory<byte> binary:
                writer.WriteString(name + TypeSuffix, "Edm.Binary");
                writer.WriteBase64String(name, binary.Span);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "A row holds strings, 64-bit integers and binaries.");
        }
    }

    private static bool IsOwn(string name) =>
        name is not ("PartitionKey" or "RowKey" or "Timestamp") && !name.StartsWith("odata.", StringComparison.Ordinal)
        && !name.Contains('@', StringComparison.Ordinal);

    /// <summary>Null for what is not stored: the service answers a selected property that a row does not have with null.</summary>
    private static object? Value(JsonElement row, JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => property.Value.GetInt64(),
        JsonValueKind.String => Typed(row, property),
        _ => throw new InvalidDataException($"The property {property.Name} has a type that the hub does not write."),
    };

    private static object Typed(JsonElement row, JsonProperty property)
    {
        var type = row.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
        return type switch
        {
            null or "Edm.String" => property.Value.GetString()!,
            "Edm.Int64" => long.Parse(property.Value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            "Edm.Binary" => new ReadOnlyMemory<byte>(property.Value.GetBytesFromBase64()),
            _ => throw new InvalidDataException($"The property {property.Name} is an {type}, which the hub does not write."),
        };
    }

    private static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
