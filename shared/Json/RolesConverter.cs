using System.Text.Json;
using System.Text.Json.Serialization;
using InfoShare.Access;

namespace InfoShare.Json;

/// <summary>A set of roles as an array of their codes.</summary>
public sealed class RolesConverter : JsonConverter<Roles>
{
    public override Roles Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Roles are an array of codes.");
        }

        var roles = Roles.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            roles |= RoleCodes.TryParse(reader.GetString(), out var role) ? role : throw new JsonException("Not a role.");
        }

        return roles;
    }

    public override void Write(Utf8JsonWriter writer, Roles value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var code in RoleCodes.Of(value))
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
    }
}
