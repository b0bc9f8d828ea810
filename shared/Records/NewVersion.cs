using System.Globalization;
using InfoShare.Agencies;
using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Records;

/// <summary>
/// The rows of one new version: version row, current row and pending row, written in one atomic commit of the record's shard,
/// so that a crash leaves all or none of them.
/// </summary>
/// <param name="CurrentETag">ETag of the current row that was decided upon, or null if there was none.</param>
public sealed record NewVersion(VersionRow Version, RecordRow Current, string? CurrentETag, PendingRow Pending)
{
    /// <summary>Operations that it adds to a commit.</summary>
    public const int Writes = 3;

    public RecordHeader Header => Version.Header;

    /// <summary>Bytes that it adds to a commit, about, as encoded.</summary>
    public int EncodedBytes => ((Version.Body.Length + Pending.Entry.Length + Current.Hashes.Length) * 4 / 3) + 8192;

    public IEnumerable<TableWrite> ToWrites()
    {
        var id = Header.Id;
        var header = HeaderCoding.Encode(Header);
        yield return new TableWrite.Insert(StorageNames.RecordRows.Version(id, Header.Version), Version.ToProperties(header));
        yield return CurrentETag is null
            ? new TableWrite.Insert(StorageNames.RecordRows.Current(id), Current.ToProperties(header))
            : new TableWrite.Replace(StorageNames.RecordRows.Current(id), Current.ToProperties(header), CurrentETag);
        yield return new TableWrite.Insert(Pending.Key, Pending.ToProperties());
    }

    /// <summary>A version with the draft's content.</summary>
    public static NewVersion FromDraft(RecordCommand command, RecordId id, RecordDecision.WriteDraft decision, RecordRow? current, DateTimeOffset now, string attempt)
    {
        var draft = decision.Draft;
        var header = HeaderOf(draft, id, command.Publisher, now) with
        {
            Version = (current?.Header.Version ?? 0) + 1,
            Status = StatusOf(decision.Status, draft, command.Publisher, now),
            Change = decision.Change,
            PublishedAt = current?.Header.PublishedAt ?? now,
            Reason = (command as RecordCommand.Correct)?.Reason,
        };
        return Make(header, draft.Body, new() { Header = header, Merchant = draft.Merchant, Parties = draft.Parties, Alert = draft.Alert }, current, now, attempt);
    }

    /// <summary>A version with the content of <paramref name="earlier"/>, whose sequence entry is <paramref name="facts"/>.</summary>
    public static NewVersion FromEarlier(
        RecordDecision.WriteAgain decision, VersionRow earlier, SequenceEntry facts, RecordRow current, string? reason, DateTimeOffset now, string attempt)
    {
        var header = earlier.Header with
        {
            Version = current.Header.Version + 1,
            Status = decision.Status ?? earlier.Header.Status,
            Change = decision.Change,
            UpdatedAt = now,
            Reason = reason,
        };
        return Make(header, earlier.Body, facts with { Header = header }, current, now, attempt);
    }

    /// <summary>A retraction: who could see the record is told so, and nothing of its content stays.</summary>
    public static NewVersion Tombstone(RecordRow current, string? reason, DateTimeOffset now, string attempt)
    {
        var before = current.Header;
        var header = new RecordHeader
        {
            Id = before.Id,
            Version = before.Version + 1,
            Status = RecordStatus.Retracted,
            Change = RecordChange.Retracted,
            Publisher = before.Publisher,
            PublisherJurisdiction = before.PublisherJurisdiction,
            Reference = before.Reference,
            Label = before.Label,
            PublishedAt = before.PublishedAt,
            UpdatedAt = now,
            Reason = reason,
            // Who no longer saw a repaired or expired sanction is not told of its retraction either.
            PublicityEndsAt = before.Status is RecordStatus.Repaired or RecordStatus.Expired ? now : before.PublicityEndsAt,
        };
        return Make(header, default, new() { Header = header }, current, now, attempt);
    }

    private static NewVersion Make(
        RecordHeader header, ReadOnlyMemory<byte> body, SequenceEntry entry, RecordRow? current, DateTimeOffset now, string attempt)
    {
        var key = StorageNames.RecordRows.Pending(now, string.Create(CultureInfo.InvariantCulture, $"{header.Id}~{header.Version:D6}"));
        var sequenced = entry with { LabelBefore = current?.Header.Label, StatusBefore = current?.Header.Status };
        var hash = header.ContentHash.IsEmpty ? new byte[RecordRow.HashBytes] : header.ContentHash;
        var hashes = (byte[])[.. current is null ? [] : current.Hashes.Span, .. hash.Span];
        return new(
            VersionRow.New(header, body, attempt),
            new(header, hashes, key, ""),
            current?.ETag,
            new(key, header.Id, header.Version, current?.Pending ?? "", PendingRow.Encode(sequenced)));
    }

    private static RecordHeader HeaderOf(RecordDraft draft, RecordId id, Agency publisher, DateTimeOffset now) => new()
    {
        Id = id,
        Version = 0,
        Status = RecordStatus.Active,
        Change = RecordChange.Published,
        Publisher = publisher.Id,
        PublisherJurisdiction = publisher.Jurisdiction,
        Reference = draft.Reference,
        Label = draft.Label,
        PublishedAt = now,
        UpdatedAt = now,
        Category = draft.Category,
        Typology = draft.Typology,
        Measures = draft.Measures,
        Severity = draft.Severity,
        Stage = draft.Stage,
        RiskScore = draft.RiskScore,
        MerchantCountry = draft.Merchant.Country,
        DecidedOn = draft.DecidedOn,
        PublicityEndsAt = EndOf(draft.PublicUntil, publisher),
        ContentHash = draft.ContentHash,
    };

    /// <summary>An expired sanction whose correction gives it a later end is active again.</summary>
    private static RecordStatus StatusOf(RecordStatus before, RecordDraft draft, Agency publisher, DateTimeOffset now)
    {
        var over = EndOf(draft.PublicUntil, publisher) is { } end && end <= now;
        return before == RecordStatus.Expired && !over ? RecordStatus.Active : before;
    }

    private static DateTimeOffset? EndOf(DateOnly? day, Agency publisher)
    {
        if (day is not { } last || last == DateOnly.MaxValue)
        {
            return null;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(publisher.TimeZone);
        var midnight = last.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            // A day that begins in the hour that a clock change leaves out begins when that hour is over.
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
