using System.Globalization;
using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>Reading one record. Hidden and absent records cost the same storage calls and give the same answer.</summary>
public sealed class RecordReading(RecordStore records, RelatedRecords related, TimeProvider time)
{
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

        context.GetShown().Asked("record", null);
        var stored = wanted == 0
            ? await records.GetAsync(recordId, context.RequestAborted)
            : await FindAsync(recordId, wanted, context.RequestAborted);
        if (stored is null || !MaySee(context.GetCaller(), stored.Latest.Header, stored.Current, wanted == 0 ? Use.Get : Use.History))
        {
            return Problems.NotFound();
        }

        return Answer(context, TombstoneIfRetracted(stored.Latest, stored.Current, context.GetCaller()));
    }

    public async Task<IResult> GetHistoryAsync(string id, HttpContext context)
    {
        if (new QueryReader(context.Request).RefuseOthers() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        if (!RecordId.TryParse(id, out var recordId))
        {
            return Problems.NotFound();
        }

        context.GetShown().Asked("history", null);
        var caller = context.GetCaller();
        var current = await records.GetHeaderAsync(recordId, context.RequestAborted);
        if (current is null || !MaySee(caller, current, current, Use.History))
        {
            return Problems.NotFound();
        }

        var versions = await records.GetHistoryAsync(recordId, context.RequestAborted);
        var seen = versions.Where(version => MaySee(caller, version, versions[^1], Use.History)).Reverse().ToList();
        if (seen.Count == 0)
        {
            return Problems.NotFound();
        }

        context.GetShown().Add(seen[0].Publisher, seen[0].Id);
        return new JsonAnswer(StatusCodes.Status200OK, writer => WriteHistory(writer, seen));
    }

    /// <summary>Of a record that is retracted everybody but its publisher gets the tombstone, whichever version was asked for.</summary>
    private static StoredVersion TombstoneIfRetracted(StoredVersion version, RecordHeader current, Caller caller) =>
        current.Status == RecordStatus.Retracted && caller.Agency != current.Publisher ? new(current, default, default) : version;

    private static void WriteHistory(Utf8JsonWriter writer, List<RecordHeader> versions)
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
