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

    public async Task<IReadOnlyList<StoredVersion>> ReadAsync(
        IReadOnlyList<IndexedRecord> page, Caller caller, Use use, CancellationToken cancellationToken)
    {
        var bodies = new List<StoredVersion>(page.Count);
        foreach (var chunk in page.Chunk(AtOnce))
        {
            var read = await Task.WhenAll(chunk.Select(record =>
                records.GetVersionAsync(record.Header.Id, record.Header.Version, cancellationToken).AsTask()));
            bodies.AddRange(from version in read where version is not null && Shows(caller, version.Header, use) select version);
        }

        return bodies;
    }

    public void Write(Utf8JsonWriter writer, StoredVersion version, Caller caller) => RecordJson.Write(writer, version, caller, related);

    private bool Shows(Caller caller, RecordHeader header, Use use) =>
        Visibility.Allows(caller, header, use, time.GetUtcNow()) && !Visibility.ShowsHeaderOnly(caller, header, use);
}
