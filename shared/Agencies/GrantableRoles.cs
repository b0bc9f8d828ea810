using InfoShare.Access;

namespace InfoShare.Agencies;

/// <summary>
/// The roles that an agency may hold, by its kind; whatever else a token or a registered client says has no effect (DESIGN section 7).
/// </summary>
/// <remarks>
/// The operator runs the hub and sees no record. Which authorities are given <c>auditor</c> is the operator's decision, taken client by client
/// (or token by token, where the hub issues them): a hub may be overseen by a court, a ministry or a member's own inspectorate.
/// </remarks>
public static class GrantableRoles
{
    private const Roles Authority = Roles.Publisher | Roles.Reader | Roles.Analyst | Roles.CaseOfficer | Roles.Auditor;

    public static Roles Of(AgencyKind kind) => kind switch
    {
        AgencyKind.Customs or AgencyKind.Tax or AgencyKind.Commerce or AgencyKind.Judicial => Authority,
        AgencyKind.MarketRegulator or AgencyKind.FinancialRegulator => Authority,
        AgencyKind.Platform => Roles.Publisher | Roles.Reader,
        AgencyKind.PaymentInstitution => Roles.Feed | Roles.Reader,
        AgencyKind.Operator => Roles.Administrator | Roles.Auditor,
        _ => Roles.None,
    };
}
