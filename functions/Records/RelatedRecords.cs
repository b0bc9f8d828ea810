using System.Text.Json;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>Which of a record's related records a caller may be told of: those that it may see; a hidden one is as one that does not exist.</summary>
public sealed class RelatedRecords(MerchantIndex index, RecordStore records, TimeProvider time)
{
    public void Write(Utf8JsonWriter writer, JsonElement related, Caller caller)
    {
        var seen = related.EnumerateArray().Where(item => MaySee(item, caller)).ToList();
        if (seen.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("relatedRecords");
        foreach (var item in seen)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private bool MaySee(JsonElement item, Caller caller) => Candidates(item).Any(id => MaySee(id, caller));

    private bool MaySee(RecordId id, Caller caller) =>
        index.View().TryGet(id, out var record) && Visibility.Allows(caller, record.Header, Use.Related, time.GetUtcNow());

    private IEnumerable<RecordId> Candidates(JsonElement item)
    {
        if (item.TryGetProperty("id", out var text))
        {
            return RecordId.TryParse(text.GetString(), out var id) ? [id] : [];
        }

        return item.TryGetProperty("publisher", out var publisher)
            && item.TryGetProperty("reference", out var reference)
            && AgencyId.TryParse(publisher.GetString(), out var agency)
            ? Enum.GetValues<RecordKind>().Select(kind => records.IdOf(agency, kind, reference.GetString()!))
            : [];
    }
}
