using InfoShare.Records;

namespace InfoShare.Agencies;

/// <summary>Which kinds of record an agency may publish, by what it is (DESIGN section 7).</summary>
public static class PublishableKinds
{
    private static readonly RecordKind[] Decisions = [RecordKind.Sanction, RecordKind.Case];

    public static IReadOnlyList<RecordKind> Of(AgencyKind kind) => kind switch
    {
        AgencyKind.Customs or AgencyKind.Tax or AgencyKind.MarketRegulator or AgencyKind.Commerce or AgencyKind.Judicial => Decisions,
        AgencyKind.FinancialRegulator => [.. Decisions, RecordKind.Alert],
        AgencyKind.Platform => [RecordKind.Case],
        AgencyKind.PaymentInstitution => [RecordKind.Alert],
        _ => [],
    };

    public static bool Allows(AgencyKind agency, RecordKind record) => Of(agency).Contains(record);
}
