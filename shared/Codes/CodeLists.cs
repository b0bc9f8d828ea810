using InfoShare.Codes.Lists;

namespace InfoShare.Codes;

/// <summary>Every list of codes, in the order in which <c>GET /codes</c> shows them. Each list is one file in <c>Lists</c>.</summary>
public static class CodeLists
{
    public static IReadOnlyList<CodeList> All { get; } =
    [
        Categories.List,
        MeasureKinds.List,
        Severities.List,
        Standings.List,
        Performances.List,
        Stages.List,
        Outcomes.List,
        Forums.List,
        RiskLevels.List,
        Typologies.List,
        DispositionAnswers.List,
        ReasonSchemes.List,
        PartyRoles.List,
        MerchantKinds.List,
        MerchantRoles.List,
        NameKinds.List,
        Relations.List,
        OnwardSharings.List,
        Colours.List,
        AgencyKinds.List,
        Memberships.List,
        RecordKinds.List,
        Operations.List,
        IdentifierSchemes.List,
    ];

    public static CodeList? Find(string name) => All.FirstOrDefault(list => string.Equals(list.Name, name, StringComparison.Ordinal));
}
