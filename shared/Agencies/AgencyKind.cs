using System.Text.Json.Serialization;

namespace InfoShare.Agencies;

/// <summary>What an agency is; decides what it may publish and hold.</summary>
public enum AgencyKind
{
    Customs,
    Tax,
    [JsonStringEnumMemberName("market-regulator")]
    MarketRegulator,
    [JsonStringEnumMemberName("financial-regulator")]
    FinancialRegulator,
    Commerce,
    Judicial,
    Platform,
    [JsonStringEnumMemberName("payment-institution")]
    PaymentInstitution,
    Operator,
}

/// <summary>Whether an agency belongs to the hub's own country or to a partner's.</summary>
public enum Membership
{
    Home,
    Partner,
}

/// <summary>A suspended agency's tokens are refused at once; its records stay.</summary>
public enum AgencyStatus
{
    Active,
    Suspended,
}
