using InfoShare.Codes.Lists;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>A decision against a merchant.</summary>
internal static class SanctionShape
{
    private static readonly ObjectShape Measure = new(
        [
            Required("kind", new CodeShape(MeasureKinds.List), "What is done to the merchant."),
            Optional("amount", Values.Amount, "Of a fine, a confiscation, a tax penalty …"),
            Optional("from", Values.Date, "The measure's first day."),
            Optional("until", Values.Date, "The measure's last day."),
        ],
        new InOrder("from", "until"));

    private static readonly ObjectShape DecidedBy = new(
        [
            Required("name", Values.Title, "The deciding organ's name."),
            Optional("jurisdiction", Values.Jurisdiction, "Its country, or EU."),
        ]);

    public static ObjectShape Shape { get; } = new(
        [
            .. CommonMembers.All,
            Required("category", new CodeShape(Categories.List), "What the sanction is about."),
            Required("measures", new ArrayShape(Measure, Bounds.Measures, min: 1, set: true), "What the sanction does."),
            Optional("severity", new CodeShape(Severities.List), "How grave the breach is."),
            Optional("legalBasis", new ArrayShape(Values.LegalBasis, Bounds.LegalBasis, distinct: true), "The laws that it stands on."),
            Optional("decisionNumber", Values.Reference, "The number of the decision."),
            Optional("decidedBy", DecidedBy, "Who decided, if it is not the publisher."),
            Optional("decidedOn", Values.Date, "The day of the decision."),
            Optional("effectiveFrom", Values.Date, "The first day of its effect."),
            Optional("effectiveUntil", Values.Date, "The last day of its effect."),
            Optional("publicityUntil", Values.Date, "The last day on which the public may see it; without it, effectiveUntil."),
            Optional("standing", new CodeShape(Standings.List), "Whether it can still be contested."),
            Optional("performance", new CodeShape(Performances.List), "Whether the merchant has done what it asks."),
        ],
        [.. CommonMembers.Rules, new InOrder("effectiveFrom", "effectiveUntil")]);
}
