namespace InfoShare.Records.Shapes;

/// <summary>
/// How long a record's texts and lists may be: those of DESIGN section 9, and sober ones where it names none. Texts in Unicode
/// characters, lists in entries. A whole body is bounded besides (<see cref="RecordDraft.MaxBodyBytes"/>).
/// </summary>
internal static class Bounds
{
    /// <summary>Decision numbers have up to 128 (the national standard of double publicity).</summary>
    public const int Reference = 128;

    public const int Summary = 8000;
    public const int Translations = 20;

    /// <summary>A title, an organ's or a unit's name.</summary>
    public const int Title = 300;

    /// <summary>A short name: a city, a brand, an article, a unit of measure.</summary>
    public const int Term = 100;

    public const int Name = 500;
    public const int Names = 100;
    public const int Identifiers = 50;
    public const int IdentifierValue = 200;
    public const int Parties = 50;
    public const int PartyNames = 20;
    public const int PartyIdentifiers = 20;
    public const int Addresses = 50;
    public const int AddressText = 500;
    public const int Urls = 50;
    public const int Url = 2048;
    public const int Stores = 50;
    public const int Audience = 50;
    public const int RelatedRecords = 50;
    public const int Evidence = 50;

    /// <summary>A pebibyte.</summary>
    public const long EvidenceSize = 1L << 50;

    public const int Measures = 50;
    public const int LegalBasis = 100;
    public const int Products = 100;
    public const int Description = 1000;
    public const int Declarations = 100;
    public const int Platforms = 50;
    public const int Countries = 250;

    /// <summary>Consumers, transactions: enough for any hub, exact in every reader of JSON.</summary>
    public const long Count = 1_000_000_000_000;

    public const int Amounts = 50;
    public const int Indicators = 50;
    public const int ReasonCodes = 50;
    public const int ReasonCode = 20;
    public const int ChangeReason = 1000;
    public const int Versions = 999_999;
}
