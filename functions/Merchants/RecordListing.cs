using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Merchants;

/// <summary>
/// The records that the caller may see, newest first by the place of version 1 in the sequence. That place never changes and a page goes on
/// strictly below the last one shown, so nothing is lost or repeated while others publish.
/// </summary>
public sealed class RecordListing(MerchantIndex index, CursorReader cursors, RecordBodies bodies, RecordStore records, TimeProvider time)
{
    public async Task<IResult> ListAsync(HttpContext context)
    {
        var (query, caller) = (new QueryReader(context.Request), context.GetCaller());
        var filter = RecordFilterReader.Read(query, caller);
        var (limit, cursor) = (query.Number("limit", 1, MerchantLookUp.MaxLimit, MerchantLookUp.DefaultLimit), query.Text("cursor", Cursors.MaxLength));
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        var listing = RecordFilterReader.Listing(filter);
        var (before, refusal) = cursors.Read(cursor, caller, listing);
        if (refusal is not null)
        {
            return refusal;
        }

        context.GetShown().Asked("list", null);
        var page = Visible(filter, before, caller).Take(limit + 1).ToList();
        var next = page.Count > limit ? cursors.Write(caller, listing, page[limit - 1].First) : null;
        var full = await bodies.ReadAsync(page.Count > limit ? page.GetRange(0, limit) : page, caller, Use.List, context.RequestAborted);
        foreach (var version in full)
        {
            context.GetShown().Add(version.Header.Publisher, version.Header.Id);
        }

        return new JsonAnswer(StatusCodes.Status200OK, writer => Write(writer, full, next, caller));
    }

    private IEnumerable<IndexedRecord> Visible(RecordFilter filter, SequenceIndex before, Caller caller)
    {
        var now = time.GetUtcNow();
        return Candidates(filter, before).Where(record => Visibility.Allows(caller, record.Header, Use.List, now));
    }

    /// <summary>With publisher and reference the records are found from their natural keys; else by going through the index.</summary>
    private IEnumerable<IndexedRecord> Candidates(RecordFilter filter, SequenceIndex before)
    {
        var view = index.View();
        if (filter is not { Publisher: { } publisher, Reference: { } reference })
        {
            return view.Newest(before, filter);
        }

        var found = new List<IndexedRecord>();
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            if (view.TryGet(records.IdOf(publisher, kind, reference), out var record) && record.First < before && filter.Matches(record.Header))
            {
                found.Add(record);
            }
        }

        return found.OrderByDescending(record => record.First);
    }

    private void Write(Utf8JsonWriter writer, IReadOnlyList<StoredVersion> page, string? next, Caller caller)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var version in page)
        {
            bodies.Write(writer, version, caller);
        }

        writer.WriteEndArray();
        HeaderJson.WriteText(writer, "next"u8, next);
        writer.WriteEndObject();
    }
}
