using InfoShare.Access;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Changes;

/// <summary>What a sequenced version is to one caller, as far as its own label and the one before it decide.</summary>
public enum ChangeView
{
    /// <summary>It is not told of it.</summary>
    Nothing,

    /// <summary>It may see the version, if the record's current label admits it too.</summary>
    Shown,

    /// <summary>It could see the version before and cannot see this one: it is told the record's id.</summary>
    Withdrawn,
}

/// <summary>Who is told what of a version as it passes: the same for the change feed and for deliveries.</summary>
public static class ChangeViews
{
    /// <param name="since">
    /// Where the caller began. What was withdrawn before that it never had: when it came to the versions before, the record's current label
    /// hid them already.
    /// </param>
    /// <param name="use"><see cref="Use.Feed"/> or <see cref="Use.Delivery"/>.</param>
    public static ChangeView Of(Caller caller, EntryHeader entry, SequenceIndex index, SequenceIndex since, Use use, DateTimeOffset now)
    {
        if (Visibility.Allows(caller, entry.Header, use, now))
        {
            return ChangeView.Shown;
        }

        return index >= since && CouldSeeBefore(caller, entry, use, now) ? ChangeView.Withdrawn : ChangeView.Nothing;
    }

    /// <summary>
    /// Whether the caller could see the version before. Not by the clock of now: that its publicity has ended since was told by no version, so
    /// who had it still does. A sanction that expires was visible if its publicity had not ended when it was first published; the retraction
    /// of a repaired or expired one was for authorities alone, and what a reinstatement makes of it has that status again.
    /// </summary>
    public static bool CouldSeeBefore(Caller caller, EntryHeader entry, Use use, DateTimeOffset now)
    {
        if (entry is not { Header: var header, LabelBefore: { } label, StatusBefore: { } status })
        {
            return false;
        }

        var before = header with { Label = label, Status = status };
        if (header.Change == RecordChange.Expired)
        {
            return Visibility.Allows(caller, before, use, header.PublishedAt);
        }

        var forAuthoritiesAlone = status == RecordStatus.Retracted && header.Status is RecordStatus.Repaired or RecordStatus.Expired;
        return Visibility.Allows(caller, before with { PublicityEndsAt = forAuthoritiesAlone ? header.UpdatedAt : null }, use, now);
    }
}
