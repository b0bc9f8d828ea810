using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Records;

/// <summary>Reading one record. Hidden and absent records cost the same storage calls and give the same answer.</summary>
public sealed class RecordReading(RecordStore records, RelatedRecords related, CursorReader cursors, TimeProvider time)
{
    private const int DefaultLimit = 50;

    /// <summary>Versions of a page at most: their rows hold bodies, of up to 60 KiB each.</summary>
    private const int MaxLimit = 500;

    public async Task<IResult> GetAsync(string id, HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var wanted = query.Number("version", 1, RecordDecider.MaxVersions, 0);
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        if (!RecordId.TryParse(id, out var recordId))
        {
            return Problems.NotFound();
        }

        context.GetShown().Asked("record", null, recordId.ToString());
        var stored = wanted == 0
            ? await records.GetAsync(recordId, context.RequestAborted)
            : await FindAsync(recordId, wanted, context.RequestAborted);
        if (stored is null || !MaySee(context.GetCaller(), stored.Latest.Header, stored.Current, wanted == 0 ? Use.Get : Use.History))
        {
            return Problems.NotFound();
        }

        return Answer(context, TombstoneIfRetracted(stored.Latest, stored.Current, context.GetCaller()));
    }

    /// <summary>A page of the versions that the caller may see, newest first: those among <c>limit</c> versions, so that a page may have fewer.</summary>
    public async Task<IResult> GetHistoryAsync(string id, HttpContext context)
    {
        var (query, caller) = (new QueryReader(context.Request), context.GetCaller());
        var (limit, cursor) = (query.Number("limit", 1, MaxLimit, DefaultLimit), query.Text("cursor", Cursors.MaxLength));
        if (query.RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        string[] listing = ["history", id];
        var (before, refusal) = cursors.Read(cursor, caller, listing);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!RecordId.TryParse(id, out var recordId))
        {
            return Problems.NotFound();
        }

        context.GetShown().Asked("history", null, recordId.ToString());
        var current = await records.GetHeaderAsync(recordId, context.RequestAborted);
        if (current is null || !MaySee(caller, current, current, Use.History))
        {
            return Problems.NotFound();
        }

        var newest = (int)Math.Min(before.Value - 1, current.Version);
        var oldest = Math.Max(1, newest - limit + 1);
        var versions = await records.GetHistoryAsync(recordId, oldest, newest, context.RequestAborted);
        var seen = versions.Where(version => MaySee(caller, version, current, Use.History)).Reverse().ToList();
        context.GetShown().Add(current.Publisher, current.Id);
        var next = oldest > 1 ? cursors.Write(caller, listing, new(oldest)) : null;
        return new JsonAnswer(StatusCodes.Status200OK, writer => WriteHistory(writer, seen, next));
    }

    /// <summary>
    /// A version in the place that it has among the record's versions. Of a record that is retracted since, others than its publisher are told
    /// that, and no content.
    /// </summary>
    public static StoredVersion AsSeen(StoredRecord record, Caller caller)
    {
        var (version, current) = (record.Latest, record.Current);
        return current.Status == RecordStatus.Retracted && caller.Agency != current.Publisher
            ? new(version.Header with { Status = RecordStatus.Retracted, UpdatedAt = current.UpdatedAt, Reason = current.Reason }, default)
            : version;
    }

    /// <summary>Of a record that is retracted everybody but its publisher gets the tombstone, whichever version was asked for.</summary>
    private static StoredVersion TombstoneIfRetracted(StoredVersion version, RecordHeader current, Caller caller) =>
        current.Status == RecordStatus.Retracted && caller.Agency != current.Publisher ? new(current, default) : version;

    private static void WriteHistory(Utf8JsonWriter writer, List<RecordHeader> versions, string? next)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        foreach (var version in versions)
        {
            writer.WriteStartObject();
            RecordJson.WriteHead(writer, version);
            writer.WriteString("change", Code<RecordChange>.Of(version.Change));
            writer.WriteString("reference", version.Reference);
            writer.WriteString("href", string.Create(CultureInfo.InvariantCulture, $"/api/v1/records/{version.Id}?version={version.Version}"));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        HeaderJson.WriteText(writer, "next"u8, next);
        writer.WriteEndObject();
    }

    /// <summary>A version with its record's current header: two point reads, whether there is such a record, such a version, or neither.</summary>
    private async Task<StoredRecord?> FindAsync(RecordId id, int version, CancellationToken cancellationToken)
    {
        var current = await records.GetHeaderAsync(id, cancellationToken);
        var found = await records.GetVersionAsync(id, version, cancellationToken);
        return current is null || found is null ? null : new(current, found);
    }

    private bool MaySee(Caller caller, RecordHeader version, RecordHeader current, Use use) =>
        Visibility.Allows(caller, version, current, use, time.GetUtcNow());

    private IResult Answer(HttpContext context, StoredVersion version)
    {
        var header = version.Header;
        var caller = context.GetCaller();
        context.GetShown().Add(header.Publisher, header.Id);
        context.Response.Headers.ETag = Precondition.ETag(header.Version);
        context.Response.Headers.CacheControl = "private, no-cache";
        return Precondition.IsCached(context.Request, header.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : new JsonAnswer(StatusCodes.Status200OK, writer => RecordJson.Write(writer, version, caller, related));
    }
}
