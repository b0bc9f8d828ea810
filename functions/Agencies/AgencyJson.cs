using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Functions.Agencies;

/// <summary>Agencies on the wire. Members read of each other who they are; groups, clients and contacts are the operator's and the agency's own.</summary>
internal static class AgencyJson
{
    /// <summary>What every member may read.</summary>
    public static void WriteBrief(Utf8JsonWriter writer, Agency agency)
    {
        writer.WriteStartObject();
        WriteIdentity(writer, agency);
        writer.WriteString("status", Code<AgencyStatus>.Of(agency.Status));
        writer.WriteEndObject();
    }

    /// <summary>All of it, in the form of the body that made it, and its id.</summary>
    public static void WriteFull(Utf8JsonWriter writer, Agency agency)
    {
        writer.WriteStartObject();
        WriteIdentity(writer, agency);
        writer.WriteString("membership", Code<Membership>.Of(agency.Membership));
        writer.WriteStartArray("groups");
        foreach (var group in agency.Groups)
        {
            writer.WriteStringValue(group);
        }

        writer.WriteEndArray();
        writer.WriteString("timeZone", agency.TimeZone);
        writer.WriteString("status", Code<AgencyStatus>.Of(agency.Status));
        WriteContacts(writer, agency);
        WriteClients(writer, agency);
        WriteKeys(writer, agency);
        writer.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, Agency agency)
    {
        writer.WriteString("id", agency.Id.ToString());
        writer.WriteString("name", agency.Name);
        writer.WriteString("kind", Code<AgencyKind>.Of(agency.Kind));
        writer.WriteString("jurisdiction", agency.Jurisdiction);
    }

    private static void WriteContacts(Utf8JsonWriter writer, Agency agency)
    {
        writer.WriteStartArray("contacts");
        foreach (var contact in agency.Contacts)
        {
            writer.WriteStartObject();
            writer.WriteString("unit", contact.Unit);
            writer.WriteString("email", contact.Email);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteClients(Utf8JsonWriter writer, Agency agency)
    {
        writer.WriteStartArray("clients");
        foreach (var client in agency.Clients)
        {
            writer.WriteStartObject();
            writer.WriteString("issuer", client.Issuer);
            WriteIfGiven(writer, "subject", client.Subject);
            WriteIfGiven(writer, "clientId", client.ClientId);
            writer.WriteStartArray("roles");
            foreach (var role in RoleCodes.Of(client.Roles))
            {
                writer.WriteStringValue(role);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteKeys(Utf8JsonWriter writer, Agency agency)
    {
        writer.WriteStartObject("keys");
        writer.WriteStartArray("keys");
        foreach (var key in agency.Keys)
        {
            writer.WriteStartObject();
            writer.WriteString("kid", key.Kid);
            writer.WriteString("kty", key.Kty);
            WriteIfGiven(writer, "use", key.Use);
            WriteIfGiven(writer, "alg", key.Alg);
            WriteIfGiven(writer, "crv", key.Crv);
            WriteIfGiven(writer, "x", key.X);
            WriteIfGiven(writer, "y", key.Y);
            WriteIfGiven(writer, "n", key.N);
            WriteIfGiven(writer, "e", key.E);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
