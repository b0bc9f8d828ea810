using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Datasets;

/// <summary>An agency that may download datasets, with all that the policy asks of it, as it stood when a dataset was built.</summary>
public sealed record AudienceMember(AgencyId Agency, AgencyKind Kind, string Jurisdiction, Membership Membership, IReadOnlyList<string> Groups)
{
    /// <summary>Those of the registry that are active and may hold the role that datasets need, by their ids.</summary>
    public static IReadOnlyList<AudienceMember> Of(AgencySnapshot agencies) =>
    [
        .. from stored in agencies.All
           let agency = stored.Agency
           where agency.Status == AgencyStatus.Active && GrantableRoles.Of(agency.Kind).HasFlag(Roles.Analyst)
           select new AudienceMember(agency.Id, agency.Kind, agency.Jurisdiction, agency.Membership, [.. agency.Groups.Order(StringComparer.Ordinal)]),
    ];

    /// <summary>The caller that the policy is asked about: an analyst of the agency.</summary>
    public Caller ToCaller() => new()
    {
        Agency = Agency,
        Kind = Kind,
        Jurisdiction = Jurisdiction,
        Membership = Membership,
        Groups = Groups,
        Roles = Roles.Analyst,
    };

    /// <summary>Whether the agency still is what it was judged as. If not, what was built for it then is not for it now.</summary>
    public bool IsStill(Caller caller) =>
        caller.Agency == Agency && caller.Kind == Kind && caller.Membership == Membership
        && string.Equals(caller.Jurisdiction, Jurisdiction, StringComparison.Ordinal)
        && caller.Groups.Order(StringComparer.Ordinal).SequenceEqual(Groups, StringComparer.Ordinal);

    public bool Equals(AudienceMember? other) =>
        other is not null && Agency == other.Agency && Kind == other.Kind && Membership == other.Membership
        && string.Equals(Jurisdiction, other.Jurisdiction, StringComparison.Ordinal) && Groups.SequenceEqual(other.Groups, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Agency, Kind, Jurisdiction, Membership, Groups.Count);
}
