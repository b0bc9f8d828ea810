using System.Text.Json;
using System.Text.Json.Serialization;
using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Json;

/// <summary>An agency's id as its text.</summary>
public sealed class AgencyIdConverter : JsonConverter<AgencyId>
{
    public override AgencyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AgencyId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not an agency id.");

    public override void Write(Utf8JsonWriter writer, AgencyId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A record's id as its text.</summary>
public sealed class RecordIdConverter : JsonConverter<RecordId>
{
    public override RecordId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RecordId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a record id.");

    public override void Write(Utf8JsonWriter writer, RecordId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
