using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>Committed versions as the record store would write them, with as little in them as can be.</summary>
internal static class Entries
{
    private static readonly DateTimeOffset At = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly AgencyId Publisher = AgencyId.TryParse("xx-customs", out var id) ? id : default;

    public static RecordId Record(string shard, int number) => RecordId.Parse($"sanction_{shard}{new string((char)('a' + number), 26)}");

    public static SequenceEntry Entry(RecordId record, int version, string reference = "r") => new()
    {
        Header = new()
        {
            Id = record,
            Version = version,
            Status = RecordStatus.Active,
            Change = version == 1 ? RecordChange.Published : RecordChange.Corrected,
            Publisher = Publisher,
            PublisherJurisdiction = "XX",
            Reference = reference,
            Label = new() { Tlp = Tlp.Green },
            PublishedAt = At,
            UpdatedAt = At,
        },
    };

    public static PendingRow Pending(RecordId record, int version, long clock, string after, string reference = "r") => new(
        StorageNames.RecordRows.Pending(At.AddTicks(clock), $"{record}-{version}"), record, version, after, PendingRow.Encode(Entry(record, version, reference)));

    /// <summary>The version row and its pending row: what one commit of the record store adds.</summary>
    public static IReadOnlyList<TableWrite> Commit(PendingRow pending) =>
    [
        new TableWrite.Insert(StorageNames.RecordRows.Version(pending.Record, pending.Version), new Properties { { "version", pending.Version } }),
        new TableWrite.Insert(pending.Key, pending.ToProperties()),
    ];
}
