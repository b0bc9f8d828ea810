using InfoShare.Json;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>Values that several parts of a record share.</summary>
internal static class Values
{
    public static TextShape Reference { get; } = new(Bounds.Reference, TextKind.Reference);

    public static Shape Title { get; } = new TextShape(Bounds.Title);

    /// <summary>A short number or code that somebody gave.</summary>
    public static Shape Code { get; } = new TextShape(Bounds.Term, TextKind.Number);

    public static Shape Term { get; } = new TextShape(Bounds.Term);

    public static Shape Country { get; } = new CountryShape();

    public static Shape Jurisdiction { get; } = new CountryShape(orUnion: true);

    public static Shape Language { get; } = new LanguageShape();

    public static Shape Date { get; } = new DateShape();

    public static Shape Count { get; } = new IntegerShape(0, Bounds.Count);

    public static Shape Agency { get; } = new AgencyShape();

    public static ObjectShape Amount { get; } = new(
        [
            Required("value", new DecimalShape(negative: false, ErrorCodes.InvalidAmount), "The amount as a decimal number from 0."),
            Required("currency", new CurrencyShape(), "The currency, ISO 4217."),
        ],
        new FitsMinorUnits());

    public static Shape Amounts { get; } = new ArrayShape(Amount, Bounds.Amounts, set: true);

    public static Shape Countries { get; } = new ArrayShape(Country, Bounds.Countries, distinct: true);

    /// <summary>A law that a decision or a case stands on.</summary>
    public static ObjectShape LegalBasis { get; } = new(
        [
            Required("title", Title, "The law's title."),
            Optional("article", Term, "The article or section."),
            Optional("jurisdiction", Jurisdiction, "Whose law it is: a country, or EU."),
        ]);

    public static ObjectShape ApplicableLaw { get; } = new(
        [
            Required("jurisdiction", Jurisdiction, "Whose law it is: a country, or EU."),
            Required("title", Title, "The law's title."),
            Optional("article", Term, "The article or section."),
        ]);
}
