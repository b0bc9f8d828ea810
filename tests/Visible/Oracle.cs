namespace InfoShare.Tests.Visible;

/// <summary>
/// Who may see what, written from section 7 of the design and from nothing else: roles, labels with their audiences, credit repair, publicity.
/// It shares no code and no types with the policy that it judges.
/// </summary>
internal static class Oracle
{
    private static readonly string[] Looking = ["reader", "analyst", "case-officer"];

    /// <summary>For what a record is asked.</summary>
    public enum Asking
    {
        /// <summary>By its id, or for its versions.</summary>
        One,

        /// <summary>In a list, a search by name, or named as related.</summary>
        Many,

        /// <summary>In a merchant's profile.</summary>
        Profile,
    }

    /// <summary>Roles that count: those that the agency's kind may hold.</summary>
    public static IEnumerable<string> Effective(GivenCaller caller) => caller.Roles.Where(role => caller.Agency.Kind switch
    {
        "payment-institution" => role is "feed" or "reader",
        "platform" => role is "publisher" or "reader",
        "operator" => role is "administrator" or "auditor",
        _ => role is "publisher" or "reader" or "analyst" or "case-officer" or "auditor",
    });

    public static bool MayLookUp(GivenCaller caller) => Effective(caller).Intersect(Looking).Any();

    public static bool MayRead(GivenCaller caller) => MayLookUp(caller) || Effective(caller).Any(role => role is "publisher" or "feed");

    /// <summary>Its own label and the current one must both admit; the publisher sees its own.</summary>
    public static bool Sees(GivenCaller caller, GivenRecord record, GivenVersion version, Asking asking) =>
        Admits(caller, record, version, asking) && Admits(caller, record, record.Current, asking);

    public static bool Sees(GivenCaller caller, GivenRecord record, Asking asking) => Sees(caller, record, record.Current, asking);

    /// <summary>Of somebody else's RED record a profile tells id, kind and publisher alone.</summary>
    public static bool SeesHeaderOnly(GivenCaller caller, GivenRecord record) => record.Current.Label.Tlp == "RED" && record.Publisher != caller.Agency.Id;

    /// <summary>CLEAR, in force, inside the publicity period.</summary>
    public static bool IsPublic(GivenRecord record) => record.Current is { Label.Tlp: "CLEAR", Status: "active" };

    private static bool Admits(GivenCaller caller, GivenRecord record, GivenVersion version, Asking asking)
    {
        if (record.Publisher == caller.Agency.Id)
        {
            return MayLookUp(caller) || Effective(caller).Contains("publisher") || (Effective(caller).Contains("feed") && record.Kind == "alert");
        }

        if (!MayLookUp(caller) || version.Label.Except.Contains(caller.Agency.Id))
        {
            return false;
        }

        // What was for authorities alone when it was retracted stays so.
        var spent = version.Status == "retracted" ? record.Versions[record.Versions.IndexOf(version) - 1].Status : version.Status;
        if (spent is "repaired" or "expired" && caller.Agency.Kind is "platform" or "payment-institution")
        {
            return false;
        }

        return version.Label.Tlp switch
        {
            "CLEAR" or "GREEN" => true,
            "AMBER" or "AMBER+STRICT" => IsIn(caller.Agency, version.Label),
            _ => asking != Asking.Many && caller.StatesPurpose && Effective(caller).Contains("case-officer") && IsIn(caller.Agency, version.Label),
        };
    }

    private static bool IsIn(GivenAgency agency, GivenLabel label)
    {
        foreach (var entry in label.Audience)
        {
            string?[] asked = [entry.Agency, entry.Kind, entry.Jurisdiction, entry.Membership];
            string[] has = [agency.Id, agency.Kind, agency.Jurisdiction, agency.Membership];
            if (asked.Zip(has).All(pair => pair.First is null || pair.First == pair.Second) && (entry.Group is null || agency.Groups.Contains(entry.Group)))
            {
                return true;
            }
        }

        return false;
    }
}
