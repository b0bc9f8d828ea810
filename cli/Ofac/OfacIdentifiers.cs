using InfoShare.Identifiers;
using InfoShare.Json;

namespace InfoShare.Cli.Ofac;

/// <summary>Makes wire identifiers of the numbers in the remarks.</summary>
public static class OfacIdentifiers
{
    /// <summary>The identifier, or null where the number does not fit its scheme and therefore stays in the summary.</summary>
    /// <param name="type">The entry's type: a register's number is read for organisations alone, a tax number for these and persons,
    /// because those of a ship or an aircraft name its owner or its hull.</param>
    public static Identifier? Of(RemarkRule rule, RemarkNumber number, string type) => rule.Scheme switch
    {
        "domain" => Host(number.Value) is { } host ? Read("domain", host) : null,
        "registration" => type.Length == 0 && Scoped(rule.Scheme, number) is { } registered ? registered with { Unverified = registered.Unverified || number.IsLocal } : null,
        "tax" => type is "" or "individual" ? Scoped(rule.Scheme, number) : null,
        "vat" => Read("vat", number.Value) ?? (type.Length == 0 ? Scoped("tax", number) : null),
        _ => Read(rule.Scheme, number.Value),
    };

    /// <summary>The web address, if it says more than its host; else null.</summary>
    public static string? UrlWithPath(string website) => Address(website) is { } uri && uri.PathAndQuery.Length > 1 ? uri.AbsoluteUri : null;

    private static Identifier? Scoped(string scheme, RemarkNumber number) =>
        number.Country is { } country && number.Value.Any(char.IsAsciiDigit) ? Read(scheme, $"{country}:{number.Value}") : null;

    private static string? Host(string website) => Address(website)?.Host;

    private static Uri? Address(string website)
    {
        var text = website.TrimEnd('.', ',');
        var url = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Contains('.', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal) ? uri : null;
    }

    /// <summary>The canonical form; with a wrong check digit as the list has it, marked so that nothing is joined by it.</summary>
    private static Identifier? Read(string scheme, string value)
    {
        var reading = IdentifierReader.Read(IdentifierScheme.TryGet(scheme)!, value);
        return reading.Value is { } canonical ? new(scheme, canonical, Unverified: reading.Code == ErrorCodes.CheckDigit) : null;
    }
}
