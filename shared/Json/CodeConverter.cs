using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoShare.Json;

/// <summary>Reads and writes an enumeration by its wire codes.</summary>
public sealed class CodeConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Code<T>.TryParse(reader.GetString(), out var value) ? value : throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Code<T>.Of(value));
}
