using System.Globalization;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Codes;
using InfoShare.Codes.Lists;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Text;

namespace InfoShare.Functions.Merchants;

/// <summary>The filters of a record list from the query.</summary>
public static class RecordFilterReader
{
    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public static RecordFilter Read(QueryReader query, Caller caller)
    {
        var filter = ReadEach(query, caller);
        if (filter.DecidedFrom > filter.DecidedTo)
        {
            query.Errors.Add("decidedTo", ErrorCodes.WrongOrder, "'decidedTo' is before 'decidedFrom'.");
        }

        return filter;
    }

    /// <summary>The filter as a cursor keeps it.</summary>
    public static IReadOnlyList<string?> Listing(RecordFilter filter) =>
    [
        "records", filter.Kind?.ToString(), filter.Publisher?.ToString(), filter.Reference, filter.PublisherJurisdiction, filter.MerchantCountry,
        filter.Category, filter.Status?.ToString(), Text(filter.DecidedFrom), Text(filter.DecidedTo),
        filter.UpdatedAfter?.UtcTicks.ToString(CultureInfo.InvariantCulture),
    ];

    private static RecordFilter ReadEach(QueryReader query, Caller caller) => new()
    {
        Kind = query.Code<RecordKind>("kind"),
        Publisher = Publisher(query, caller),
        Reference = Reference(query),
        PublisherJurisdiction = Country(query, "publisherJurisdiction"),
        MerchantCountry = Country(query, "merchantCountry"),
        Category = Category(query),
        Status = query.Code<RecordStatus>("status"),
        DecidedFrom = Date(query, "decidedFrom"),
        DecidedTo = Date(query, "decidedTo"),
        UpdatedAfter = Instant(query, "updatedAfter"),
    };

    private static string? Text(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);

    private static AgencyId? Publisher(QueryReader query, Caller caller)
    {
        if (query.Text("publisher") is not { } text)
        {
            return null;
        }

        if (text == "me")
        {
            return caller.Agency;
        }

        if (AgencyId.TryParse(text, out var agency))
        {
            return agency;
        }

        query.Errors.Add("publisher", ErrorCodes.InvalidId, "'publisher' must be an agency id, or me.");
        return null;
    }

    /// <summary>As natural keys have it.</summary>
    private static string? Reference(QueryReader query) => query.Text("reference") is { } text ? Normal.Nfc(text) : null;

    private static string? Category(QueryReader query)
    {
        if (query.Text("category") is not { } text || Categories.List.Contains(text))
        {
            return query.Text("category");
        }

        query.Errors.Add("category", ErrorCodes.UnknownCode, $"'category' must be one of {string.Join(", ", Categories.List.Entries.Select(entry => entry.Code))}.");
        return null;
    }

    private static string? Country(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text || Countries.Contains(text))
        {
            return query.Text(name);
        }

        query.Errors.Add(name, ErrorCodes.InvalidCountry, $"'{name}' must be an ISO 3166-1 alpha-2 code, such as DE.");
        return null;
    }

    private static DateOnly? Date(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        query.Errors.Add(name, ErrorCodes.InvalidDate, $"'{name}' must be a calendar date, such as 2026-01-31.");
        return null;
    }

    private static DateTimeOffset? Instant(QueryReader query, string name)
    {
        if (query.Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        query.Errors.Add(name, ErrorCodes.InvalidInstant, $"'{name}' must be an instant with its offset, such as 2026-01-31T12:00:00Z (write + as %2B).");
        return null;
    }
}
