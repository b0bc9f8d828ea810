using System.Text.Json;
using InfoShare.Access;
using InfoShare.Functions.Records;
using InfoShare.Merchants;
using InfoShare.Records;

namespace InfoShare.Functions.Merchants;

/// <summary>Full records for a page of the index: read by point reads, and shown only if the policy allows the very row that was read.</summary>
public sealed class RecordBodies(RecordStore records, RelatedRecords related, TimeProvider time)
{
    /// <summary>Point reads under way at once for one request.</summary>
    private const int AtOnce = 32;

    /// <remarks>
    /// The index may be a moment behind: a version that has been superseded since says so itself, and then what the record's current row says
    /// counts, so that nothing is shown once its narrowing or retraction has been answered.
    /// </remarks>
    public async Task<IReadOnlyList<StoredVersion>> ReadAsync(
        IReadOnlyList<IndexedRecord> page, Caller caller, Use use, CancellationToken cancellationToken)
    {
        var bodies = new List<StoredVersion>(page.Count);
        foreach (var chunk in page.Chunk(AtOnce))
        {
            var read = await Task.WhenAll(chunk.Select(record => records.GetAsync(record.Header.Id, record.Header.Version, cancellationToken).AsTask()));
            bodies.AddRange(from record in read where record is not null && Shows(caller, record, use) select record.Latest);
        }

        return bodies;
    }

    public void Write(Utf8JsonWriter writer, StoredVersion version, Caller caller) => RecordJson.Write(writer, version, caller, related);

    private bool Shows(Caller caller, StoredRecord record, Use use) =>
        Visibility.Allows(caller, record.Latest.Header, record.Current, use, time.GetUtcNow())
        && !Visibility.ShowsHeaderOnly(caller, record.Current, use);
}
