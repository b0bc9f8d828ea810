using System.Buffers;
using System.Globalization;
using InfoShare.Json;

namespace InfoShare.Identifiers;

/// <summary>Reads identifiers as they come from outside into their canonical form.</summary>
public static class IdentifierReader
{
    /// <summary>Characters of an identifier as given.</summary>
    public const int MaxRawLength = 500;

    /// <summary>Characters of a canonical value.</summary>
    public const int MaxLength = 120;

    private const string Other = "other";

    // What cannot stand in the path of an address or in a storage key.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\%+?#");

    /// <summary>The identifier in canonical form, or null with an error added.</summary>
    /// <param name="unverified">
    /// The publisher vouches for the value although its check digit is wrong. Kept as marked, also when the check digit is right; the form
    /// must be right all the same.
    /// </param>
    /// <param name="issuer">Only with scheme <c>other</c>, whose value may instead be <c>issuer:value</c>.</param>
    /// <param name="pointer">Of the object that holds the identifier; errors point to its members scheme, value and issuer.</param>
    public static Identifier? TryRead(string scheme, string value, bool unverified, string? issuer, string pointer, ErrorList errors)
    {
        if (IdentifierScheme.TryGet(scheme) is not { } known)
        {
            errors.Add(pointer + "/scheme", ErrorCodes.UnknownScheme, $"There is no such scheme; known: {KnownCodes}.");
            return null;
        }

        if (issuer is not null && !IsIssuer(known, issuer, pointer, errors))
        {
            return null;
        }

        var reading = Read(known, issuer is null ? value : issuer + ":" + value);
        if (reading.Value is { } canonical && IsAccepted(reading, unverified))
        {
            return new(known.Code, canonical, unverified);
        }

        var hint = reading.Code == ErrorCodes.CheckDigit ? " If the publisher vouches for it, mark it \"unverified\": true." : "";
        errors.Add(pointer + "/value", reading.Code!, reading.Message + hint);
        return null;
    }

    /// <summary>As <see cref="TryRead"/> without an issuer, for who asks what is wrong only if something is.</summary>
    public static Identifier? Find(string scheme, string value, bool unverified) =>
        IdentifierScheme.TryGet(scheme) is { } known && Read(known, value) is { Value: { } canonical } reading && IsAccepted(reading, unverified)
            ? new(known.Code, canonical, unverified)
            : null;

    /// <summary>Reads a value without a place to report to, such as one derived from a URL or a store.</summary>
    public static IdentifierReading Read(IdentifierScheme scheme, string value)
    {
        if (value.Length > MaxRawLength)
        {
            return WrongLength(scheme, MaxRawLength);
        }

        if (!IdentifierText.TryNormalize(value, out var text))
        {
            return IdentifierReading.Refused(ErrorCodes.InvalidCharacter, "The value holds a control character or half of a surrogate pair.");
        }

        // NFKC can make eighteen characters of one.
        return text.Length is 0 or > MaxRawLength ? WrongLength(scheme, MaxLength) : Bounded(scheme, scheme.Rule.Read(text));
    }

    private static bool IsAccepted(IdentifierReading reading, bool unverified) => reading.Code is null || (unverified && reading.Code == ErrorCodes.CheckDigit);

    private static string KnownCodes => string.Join(", ", IdentifierScheme.All.Select(scheme => scheme.Code));

    private static bool IsIssuer(IdentifierScheme scheme, string issuer, string pointer, ErrorList errors)
    {
        if (scheme.Code != Other)
        {
            errors.Add(pointer + "/issuer", ErrorCodes.UnknownMember, $"Only the scheme '{Other}' takes an issuer.");
            return false;
        }

        if (string.IsNullOrWhiteSpace(issuer) || issuer.Length > MaxLength)
        {
            errors.Add(pointer + "/issuer", ErrorCodes.InvalidLength, string.Create(
                CultureInfo.InvariantCulture, $"The issuer must have 1 to {MaxLength} characters."));
            return false;
        }

        if (Text.Normal.Nfkc(issuer).Contains(':', StringComparison.Ordinal))
        {
            errors.Add(pointer + "/issuer", ErrorCodes.InvalidCharacter, "The issuer must not hold a colon.");
            return false;
        }

        return true;
    }

    private static IdentifierReading Bounded(IdentifierScheme scheme, IdentifierReading reading)
    {
        if (reading.Value is not { } value)
        {
            return reading;
        }

        if (value.AsSpan().IndexOfAny(Forbidden) is >= 0 and var at)
        {
            return IdentifierReading.Refused(
                ErrorCodes.InvalidCharacter, $"A value of scheme '{scheme.Code}' must not hold '{value[at]}' (nor any of / \\ % + ? #).");
        }

        return value.Length > MaxLength ? WrongLength(scheme, MaxLength) : reading;
    }

    private static IdentifierReading WrongLength(IdentifierScheme scheme, int max) => IdentifierReading.Refused(
        ErrorCodes.InvalidLength, string.Create(CultureInfo.InvariantCulture, $"A value of scheme '{scheme.Code}' must have 1 to {max} characters."));
}
