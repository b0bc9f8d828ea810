using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Records;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Functions.Changes;

/// <summary>One item of the change feed.</summary>
/// <param name="Header">The version's.</param>
/// <param name="Version">The version as the caller sees it; null: it was withdrawn from the caller's view, who is told the record's id alone.</param>
public sealed record ChangeItem(RecordHeader Header, StoredVersion? Version)
{
    /// <summary>What the feed says where the caller could see the version before and cannot see this one.</summary>
    public const string WithdrawnFromView = "withdrawn-from-view";

    public void Write(Utf8JsonWriter writer, Caller caller, RelatedRecords related)
    {
        writer.WriteStartObject();
        if (Version is null)
        {
            writer.WriteString("change", WithdrawnFromView);
            writer.WriteString("id", Header.Id.ToString());
        }
        else
        {
            writer.WriteString("change", Code<RecordChange>.Of(Header.Change));
            writer.WritePropertyName("record");
            RecordJson.Write(writer, Version, caller, related);
        }

        writer.WriteEndObject();
    }
}
