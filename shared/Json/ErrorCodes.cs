namespace InfoShare.Json;

/// <summary>Every code that <c>errors[].code</c> can carry. A test compares this list with docs/errors.md.</summary>
public static class ErrorCodes
{
    // The form of the input.
    public const string InvalidUtf8 = "invalid-utf8";
    public const string InvalidJson = "invalid-json";
    public const string TooDeep = "too-deep";
    public const string DuplicateMember = "duplicate-member";
    public const string UnknownMember = "unknown-member";
    public const string MissingMember = "missing-member";
    public const string WrongType = "wrong-type";
    public const string LoneSurrogate = "lone-surrogate";
    public const string InvalidLength = "invalid-length";
    public const string InvalidCharacter = "invalid-character";
    public const string TooMany = "too-many";
    public const string TooFew = "too-few";
    public const string TooLarge = "too-large";
    public const string OutOfRange = "out-of-range";
    public const string UnknownParameter = "unknown-parameter";
    public const string Repeated = "repeated";
    public const string InvalidCursor = "invalid-cursor";
    public const string InvalidMessage = "invalid-message";
    public const string InvalidHttp = "invalid-http";
    public const string InvalidHeader = "invalid-header";

    // Values.
    public const string UnknownCode = "unknown-code";
    public const string InvalidDate = "invalid-date";
    public const string InvalidInstant = "invalid-instant";
    public const string InvalidAmount = "invalid-amount";
    public const string InvalidCountry = "invalid-country";
    public const string InvalidCurrency = "invalid-currency";
    public const string InvalidLanguage = "invalid-language";
    public const string InvalidUrl = "invalid-url";
    public const string AddressNotAllowed = "address-not-allowed";
    public const string InvalidEmail = "invalid-email";
    public const string InvalidHash = "invalid-hash";
    public const string InvalidMediaType = "invalid-media-type";
    public const string InvalidNumber = "invalid-number";
    public const string InvalidId = "invalid-id";
    public const string UnknownScheme = "unknown-scheme";
    public const string InvalidIdentifier = "invalid-identifier";
    public const string CheckDigit = "check-digit";
    public const string SpreadsheetDamage = "spreadsheet-damage";
    public const string PersonalDataSuspected = "personal-data-suspected";

    // Between values.
    public const string WrongOrder = "wrong-order";
    public const string Disagrees = "disagrees";
    public const string AudienceRequired = "audience-required";
    public const string AudienceNotAllowed = "audience-not-allowed";
    public const string UnknownAgency = "unknown-agency";
    public const string UnknownGroup = "unknown-group";
    public const string UnknownTimeZone = "unknown-time-zone";
    public const string Duplicate = "duplicate";

    // What the agency may do, and the record's state.
    public const string KindNotAllowed = "kind-not-allowed";
    public const string RoleNotAllowed = "role-not-allowed";
    public const string NotFound = "not-found";
    public const string AlreadyPublished = "already-published";
    public const string Stale = "stale";
    public const string Retracted = "retracted";
    public const string NotRetracted = "not-retracted";
    public const string NotASanction = "not-a-sanction";
    public const string NotActive = "not-active";
    public const string TooManyVersions = "too-many-versions";
}
