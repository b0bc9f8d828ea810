using InfoShare.Codes.Lists;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>What every record has, whatever its kind.</summary>
internal static class CommonMembers
{
    private static readonly TextShape Summary = new(Bounds.Summary, TextKind.Prose);

    private static readonly ObjectShape Translation = new(
        [
            Required("language", Values.Language, "The translation's language, BCP 47."),
            Required("summary", Summary, "The summary in this language."),
        ]);

    private static readonly ObjectShape Contact = new(
        [
            Required("unit", Values.Title, "The unit that answers questions."),
            Required("email", new EmailShape(), "Its e-mail address."),
        ]);

    private static readonly ObjectShape Related = new(
        [
            Optional("id", new RecordIdShape(), "The related record's id on this hub."),
            Optional("publisher", Values.Agency, "The agency that published the related record."),
            Optional("reference", Values.Reference, "That agency's own number for it."),
            Required("relation", new CodeShape(Relations.List), "How this record stands to the related one."),
        ],
        new RelatedIsNamedOnce());

    private static readonly ObjectShape Evidence = new(
        [
            Required("title", new TextShape(Bounds.Title, TextKind.Prose), "What the file is."),
            Required("sha256", new HashShape(), "The file's SHA-256; the file itself stays with the publisher."),
            Required("mediaType", new MediaTypeShape(), "The file's media type."),
            Required("size", new IntegerShape(0, Bounds.EvidenceSize), "The file's size in bytes."),
            Optional("uri", new UrlShape(Bounds.Url), "Where those who are entitled can get it."),
        ]);

    public static IReadOnlyList<Member> All { get; } =
    [
        Required("reference", Values.Reference, "The publisher's own number for the record; unique among its records of the kind."),
        Required("merchant", MerchantShape.Shape, "Whom the record is about."),
        Optional("parties", new ArrayShape(MerchantShape.Party, Bounds.Parties, set: true), "Others who appear in the record."),
        Required("summary", Summary, "What happened, without consumers' personal data."),
        Required("language", Values.Language, "The language of the summary, BCP 47."),
        Optional("translations", new ArrayShape(Translation, Bounds.Translations, set: true), "The summary in other languages."),
        Required("label", LabelShape.Shape, "Who may see the record."),
        Optional("contact", Contact, "Whom to ask."),
        Optional("sourceUnit", Values.Title, "The unit that supplied the record, if it is not the publisher."),
        Optional("relatedRecords", new ArrayShape(Related, Bounds.RelatedRecords, distinct: true), "Records that belong with this one."),
        Optional("evidence", new ArrayShape(Evidence, Bounds.Evidence, distinct: true), "Files that prove it, by their hashes."),
        Optional("replaces", Values.Reference, "An own reference that was published by mistake, and whose place this record takes."),
    ];

    public static IReadOnlyList<IShapeRule> Rules { get; } = [new TranslationsDiffer(), new ReplacesAnother()];
}
