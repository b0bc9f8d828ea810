using InfoShare.Codes.Lists;
using InfoShare.Json;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>A summary of a case.</summary>
internal static class CaseShape
{
    private static readonly ObjectShape Product = new(
        [
            Required("description", new TextShape(Bounds.Description, TextKind.Prose), "What it is."),
            Optional("hsCode", new DigitsShape(2, 12), "The commodity code of the Harmonized System or a longer national one."),
            Optional("brand", Values.Term, "The brand."),
            Optional("gtin", new GtinShape(), "The GTIN."),
            Optional("originCountry", Values.Country, "The country of origin, ISO 3166-1 alpha-2."),
            Optional("quantity", new DecimalShape(negative: false, ErrorCodes.InvalidNumber, orInteger: true), "How much or how many, as a decimal number."),
            Optional("unit", Values.Term, "The unit of the quantity."),
            Optional("batch", Values.Code, "The batch or lot."),
            Optional("riskLevel", new CodeShape(RiskLevels.List), "How dangerous it is."),
        ]);

    private static readonly ObjectShape Declaration = new(
        [
            Required("number", Values.Reference, "The customs declaration's number."),
            Optional("office", Values.Title, "The customs office."),
            Optional("parcel", Values.Reference, "The parcel's number."),
            Optional("declaredValue", Values.Amount, "The value declared."),
            Optional("assessedValue", Values.Amount, "The value that customs found."),
        ]);

    private static readonly ObjectShape Resolution = new(
        [
            Required("forum", new CodeShape(Forums.List), "Where the case is or was resolved."),
        ]);

    public static ObjectShape Shape { get; } = new(
        [
            .. CommonMembers.All,
            Required("category", new CodeShape(Categories.List), "What the case is about."),
            Required("stage", new CodeShape(Stages.List), "How far it has come."),
            Optional("openedOn", Values.Date, "The day on which it was opened."),
            Optional("closedOn", Values.Date, "The day on which it was closed."),
            Optional("outcome", new CodeShape(Outcomes.List), "How it ended."),
            Optional("resolution", Resolution, "How it is or was resolved."),
            Optional("products", new ArrayShape(Product, Bounds.Products, set: true), "The products."),
            Optional("declarations", new ArrayShape(Declaration, Bounds.Declarations, set: true), "The customs declarations."),
            Optional("platforms", new ArrayShape(Values.Term, Bounds.Platforms, distinct: true), "The platforms on which it happened."),
            Optional("affectedCountries", Values.Countries, "Countries whose consumers are affected, ISO 3166-1 alpha-2."),
            Optional("consumersAffected", Values.Count, "How many consumers are affected."),
            Optional("estimatedLoss", Values.Amount, "The consumers' loss."),
            Optional("applicableLaw", Values.ApplicableLaw, "The law that applies."),
        ],
        [.. CommonMembers.Rules, new InOrder("openedOn", "closedOn")]);
}
