using InfoShare.Codes.Lists;
using InfoShare.Json;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>A payment anomaly.</summary>
internal static class AlertShape
{
    private static readonly Shape Number = new DecimalShape(negative: true, ErrorCodes.InvalidNumber);

    private static readonly ObjectShape Window = new(
        [
            Required("from", new MomentShape(), "When the observed time begins."),
            Required("to", new MomentShape(), "When it ends."),
        ],
        new InOrder("from", "to"));

    private static readonly ObjectShape Totals = new(
        [
            Required("transactionCount", Values.Count, "How many transactions were observed."),
            Required("amounts", Values.Amounts, "Their amounts, one per currency."),
            Optional("refundCount", Values.Count, "How many refunds."),
            Optional("refundAmounts", Values.Amounts, "Their amounts, one per currency."),
            Optional("chargebackCount", Values.Count, "How many chargebacks."),
        ]);

    private static readonly ObjectShape Indicator = new(
        [
            Required("name", new TextShape(Bounds.Term, TextKind.Prose), "What was measured."),
            Required("value", Number, "The value, a decimal number as a text."),
            Optional("unit", Values.Term, "The unit of value and threshold."),
            Optional("threshold", Number, "What would have been normal at most, a decimal number as a text."),
        ]);

    private static readonly ObjectShape ReasonCode = new(
        [
            Required("scheme", new CodeShape(ReasonSchemes.List), "Whose code it is."),
            Required("code", new TextShape(Bounds.ReasonCode, TextKind.Number), "The code."),
        ]);

    public static ObjectShape Shape { get; } = new(
        [
            .. CommonMembers.All,
            Required("typology", new CodeShape(Typologies.List), "What the anomaly looks like."),
            Required("riskScore", new IntegerShape(0, 100), "How sure the publisher is that something is wrong, 0 to 100."),
            Required("detectedAt", new InstantShape(), "When it was detected."),
            Required("window", Window, "The time that was observed."),
            Required("totals", Totals, "What was observed in it."),
            Optional("counterpartyCountries", Values.Countries, "Countries on the other side of the payments, ISO 3166-1 alpha-2."),
            Optional("indicators", new ArrayShape(Indicator, Bounds.Indicators, set: true), "What was measured."),
            Optional("reasonCodes", new ArrayShape(ReasonCode, Bounds.ReasonCodes, distinct: true), "Codes of other schemes that say the same."),
        ],
        CommonMembers.Rules);
}
