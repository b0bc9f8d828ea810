using InfoShare.Codes.Lists;
using InfoShare.Records.Rules;
using InfoShare.Shapes;
using static InfoShare.Shapes.Member;

namespace InfoShare.Records.Shapes;

/// <summary>Whom a record is about, and who else is in it.</summary>
internal static class MerchantShape
{
    private static readonly ObjectShape Name = new(
        [
            Required("text", new TextShape(Bounds.Name), "The name."),
            Required("kind", new CodeShape(NameKinds.List), "What the name is to its bearer."),
            Optional("language", Values.Language, "The name's language, BCP 47."),
            Optional("weak", new BooleanShape(), "The name alone is a poor clue."),
        ]);

    private static readonly ObjectShape Address = new(
        [
            Required("text", new TextShape(Bounds.AddressText), "The address as one would write it."),
            Optional("city", Values.Term, "The city."),
            Optional("region", Values.Term, "The province or state."),
            Optional("postalCode", new TextShape(20), "The postal code."),
            Optional("country", Values.Country, "The country, ISO 3166-1 alpha-2."),
        ]);

    private static readonly ObjectShape Store = new(
        [
            Required("platform", Values.Term, "The platform, such as its domain."),
            Required("id", Values.Code, "The store's id on the platform."),
            Optional("name", new TextShape(Bounds.Name), "The store's name."),
        ]);

    private static readonly Shape Names = new ArrayShape(Name, Bounds.Names, distinct: true);

    private static readonly Shape Identifiers = new ArrayShape(new IdentifierShape(), Bounds.Identifiers, distinct: true);

    public static ObjectShape Shape { get; } = new(
        [
            Optional("names", Names, "The merchant's names."),
            Optional("identifiers", Identifiers, "The merchant's identifiers; at least a name or an identifier must be there."),
            Required("kind", new CodeShape(MerchantKinds.List), "What the merchant is."),
            Optional("country", Values.Country, "The merchant's country, ISO 3166-1 alpha-2."),
            Optional("role", new CodeShape(MerchantRoles.List), "What the merchant does in the trade."),
            Optional("mcc", new DigitsShape(4, 4), "The merchant category code, ISO 18245."),
            Optional("addresses", new ArrayShape(Address, Bounds.Addresses, distinct: true), "The merchant's addresses."),
            Optional("urls", new ArrayShape(new UrlShape(Bounds.Url), Bounds.Urls, distinct: true), "The merchant's web addresses; each gives a domain identifier."),
            Optional("stores", new ArrayShape(Store, Bounds.Stores, distinct: true), "The merchant's stores on platforms; each gives a store identifier."),
        ],
        new MerchantIsNamed(),
        new StoresHaveIdentifiers());

    public static ObjectShape Party { get; } = new(
        [
            Required("role", new CodeShape(PartyRoles.List), "What the party has to do with the record."),
            Required("names", new ArrayShape(Name, Bounds.PartyNames, min: 1, distinct: true), "The party's names."),
            Optional("identifiers", new ArrayShape(new IdentifierShape(), Bounds.PartyIdentifiers, distinct: true), "The party's identifiers."),
            Optional("country", Values.Country, "The party's country, ISO 3166-1 alpha-2."),
        ]);
}
