using InfoShare.Records;

namespace InfoShare.Access;

/// <summary>
/// The one policy: whether a caller may be shown a version for a use. No other code compares labels.
/// Rules: DESIGN section 7 (roles, labels, repaired and expired sanctions, publicity).
/// </summary>
public static class Visibility
{
    private const Roles Readers = Roles.Reader | Roles.Analyst | Roles.CaseOfficer;

    /// <summary>
    /// Whether <paramref name="caller"/> may be shown <paramref name="version"/> of a record whose current version is <paramref name="current"/>:
    /// both labels must admit it, its own agency's excepted.
    /// </summary>
    public static bool Allows(Caller caller, RecordHeader version, RecordHeader current, Use use, DateTimeOffset now) =>
        Allows(caller, version, use, now) && (ReferenceEquals(version, current) || Allows(caller, current, use, now));

    /// <summary>Whether <paramref name="caller"/> may be shown the version with this header, which is the record's current one.</summary>
    /// <param name="now">The publicity period is judged by the clock, not by when its timer ran.</param>
    public static bool Allows(Caller caller, RecordHeader header, Use use, DateTimeOffset now)
    {
        if (use == Use.Public || caller.IsAnonymous)
        {
            return use == Use.Public && IsPublic(header, now);
        }

        if (caller.Agency == header.Publisher && SeesOwn(caller, header))
        {
            return HasRoleFor(caller, use) && (use is not (Use.Dataset or Use.Delivery) || header.Label.Tlp != Tlp.Red);
        }

        return caller.Has(Readers) && HasRoleFor(caller, use) && Admits(caller, header, use, now);
    }

    /// <summary>A RED record is shown in a look-up by id, kind and publisher alone, unless it is the caller's own.</summary>
    public static bool ShowsHeaderOnly(Caller caller, RecordHeader header, Use use) =>
        use == Use.LookUp && header.Label.Tlp == Tlp.Red && caller.Agency != header.Publisher;

    /// <summary>
    /// Whether a client of an agency with these roles is told whatever one of the same agency with others is: readers of what is for the agency,
    /// publishers of what is its own, feeds of its own alerts.
    /// </summary>
    public static bool IsToldAsMuch(Roles roles, Roles others) => Told(roles) >= Told(others);

    /// <summary>Whether a reader of a label is told that it names a group: to those outside it a group does not exist.</summary>
    public static bool TellsOfGroup(Caller caller, string group) => caller.Groups.Contains(group, StringComparer.Ordinal);

    /// <summary>Datasets and statistics are for analysts.</summary>
    private static bool HasRoleFor(Caller caller, Use use) => use is not (Use.Dataset or Use.Statistics) || caller.Has(Roles.Analyst);

    private static int Told(Roles roles) => (roles & Readers) != 0 ? 3 : (roles & Roles.Publisher) != 0 ? 2 : (roles & Roles.Feed) != 0 ? 1 : 0;

    private static bool SeesOwn(Caller caller, RecordHeader header) =>
        caller.Has(Roles.Publisher | Readers) || (caller.Has(Roles.Feed) && header.Id.Kind == RecordKind.Alert);

    private static bool Admits(Caller caller, RecordHeader header, Use use, DateTimeOffset now)
    {
        if (IsForAuthoritiesAlone(header, now) && !caller.IsAuthority)
        {
            return false;
        }

        if (header.Label.Except.Contains(caller.Agency))
        {
            return false;
        }

        return header.Label.Tlp switch
        {
            Tlp.Clear or Tlp.Green => true,
            Tlp.Amber => InAudience(caller, header.Label, _ => true),
            Tlp.AmberStrict => InAudience(caller, header.Label, entry => entry.Agency is not null || entry.Group is not null),
            Tlp.Red => AdmitsToRed(caller, use) && InAudience(caller, header.Label, entry => entry.Agency is not null),
            _ => false,
        };
    }

    private static bool AdmitsToRed(Caller caller, Use use) =>
        use is Use.Get or Use.History or Use.LookUp && caller.Has(Roles.CaseOfficer) && caller.Purpose is not null;

    /// <param name="counts">Which entries the colour takes: what a stricter colour does not name by agency or group does not admit.</param>
    private static bool InAudience(Caller caller, Label label, Func<AudienceEntry, bool> counts)
    {
        foreach (var entry in label.Audience)
        {
            if (counts(entry) && Matches(caller, entry))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(Caller caller, AudienceEntry entry) =>
        entry != new AudienceEntry()
        && (entry.Agency is not { } agency || agency == caller.Agency)
        && (entry.Kind is not { } kind || kind == caller.Kind)
        && (entry.Jurisdiction is not { } jurisdiction || string.Equals(jurisdiction, caller.Jurisdiction, StringComparison.Ordinal))
        && (entry.Group is not { } group || caller.Groups.Contains(group, StringComparer.Ordinal))
        && (entry.Membership is not { } membership || membership == caller.Membership);

    private static bool IsPublic(RecordHeader header, DateTimeOffset now) =>
        header.Label.Tlp == Tlp.Clear && header.Status == RecordStatus.Active && !PublicityIsOver(header, now);

    /// <summary>Also of a retracted one: who no longer saw the sanction is not told of its retraction.</summary>
    private static bool IsForAuthoritiesAlone(RecordHeader header, DateTimeOffset now) =>
        header.Status is RecordStatus.Repaired or RecordStatus.Expired || PublicityIsOver(header, now);

    private static bool PublicityIsOver(RecordHeader header, DateTimeOffset now) => header.PublicityEndsAt is { } end && end <= now;
}
