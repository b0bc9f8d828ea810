using System.Globalization;
using System.Text.Json;
using InfoShare.Codes;
using InfoShare.Codes.Lists;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Screening;

/// <summary>
/// Reads the queries of a screening from JSON, all errors at once. Names are taken as they come, invisible characters and all: how somebody
/// spells a name is what is asked about.
/// </summary>
public sealed class ScreeningReader(ErrorList errors)
{
    public const int MaxQueries = 100;

    public const int MaxKey = 100;

    /// <summary>Names of one query.</summary>
    public const int MaxNames = 10;

    /// <summary>Characters of a name.</summary>
    public const int MaxName = 500;

    /// <summary>Identifiers of one query.</summary>
    public const int MaxIdentifiers = 10;

    /// <summary>Records that one query can leave out.</summary>
    public const int MaxExcluded = 200;

    public const int DefaultLimit = 5;

    public const int MaxLimit = 50;

    /// <summary>The queries by their keys, in their order; what is wrong is in the list of errors.</summary>
    public static IReadOnlyList<(string Key, ScreeningQuery Query)> Read(ReadOnlyMemory<byte> body, ErrorList errors)
    {
        using var document = StrictJson.Parse(body, errors);
        return document is null ? [] : new ScreeningReader(errors).Queries(document.RootElement);
    }

    private List<(string Key, ScreeningQuery Query)> Queries(JsonElement root)
    {
        var queries = new List<(string, ScreeningQuery)>();
        if (!IsObject(root, "") || !Known(root, "", "queries"))
        {
            return queries;
        }

        if (!root.TryGetProperty("queries", out var all))
        {
            errors.Add("/queries", ErrorCodes.MissingMember, "'queries' is required: {\"queries\": {\"a key of yours\": {\"names\": [\"…\"]}}}.");
            return queries;
        }

        if (!IsObject(all, "/queries"))
        {
            return queries;
        }

        var count = all.EnumerateObject().Count();
        if (count is 0 or > MaxQueries)
        {
            errors.Add("/queries", count == 0 ? ErrorCodes.TooFew : ErrorCodes.TooMany, Text($"There can be 1 to {MaxQueries} queries; here are {count}."));
            return queries;
        }

        foreach (var each in all.EnumerateObject())
        {
            var pointer = JsonPointer.Append("/queries", each.Name);
            if (each.Name.Length is 0 or > MaxKey)
            {
                errors.Add(pointer, ErrorCodes.InvalidLength, Text($"A key has 1 to {MaxKey} characters."));
            }

            queries.Add((each.Name, Query(each.Value, pointer)));
        }

        return queries;
    }

    private ScreeningQuery Query(JsonElement element, string pointer)
    {
        if (!IsObject(element, pointer) || !Known(element, pointer, "names", "identifiers", "country", "kind", "threshold", "limit", "excluding", "part"))
        {
            return new();
        }

        var query = new ScreeningQuery
        {
            Names = Items(element, pointer, "names", MaxNames, Name),
            Identifiers = Items(element, pointer, "identifiers", MaxIdentifiers, Identifier),
            Country = Country(element, pointer),
            Kind = Kind(element, pointer),
            Threshold = Threshold(element, pointer),
            Limit = Limit(element, pointer),
            IsPart = IsPart(element, pointer),
            Excluding = Items(element, pointer, "excluding", MaxExcluded, Excluded).ToHashSet(),
        };
        if (!element.TryGetProperty("names", out _) && !element.TryGetProperty("identifiers", out _))
        {
            errors.Add(pointer, ErrorCodes.MissingMember, "A query has 'names' or 'identifiers', or both.");
        }

        return query;
    }

    private List<T> Items<T>(JsonElement element, string pointer, string member, int most, Func<JsonElement, string, (bool IsRead, T Value)> read)
    {
        var items = new List<T>();
        if (!element.TryGetProperty(member, out var list))
        {
            return items;
        }

        pointer = JsonPointer.Append(pointer, member);
        if (list.ValueKind != JsonValueKind.Array)
        {
            errors.Add(pointer, ErrorCodes.WrongType, $"'{member}' is a list.");
            return items;
        }

        var count = list.GetArrayLength();
        if (count > most || (count == 0 && member != "excluding"))
        {
            errors.Add(pointer, count == 0 ? ErrorCodes.TooFew : ErrorCodes.TooMany, Text($"'{member}' has 1 to {most} items; here are {count}."));
            return items;
        }

        var at = 0;
        foreach (var item in list.EnumerateArray())
        {
            var (isRead, value) = read(item, JsonPointer.Append(pointer, at++));
            if (isRead)
            {
                items.Add(value);
            }
        }

        return items;
    }

    private (bool IsRead, string Value) Name(JsonElement element, string pointer)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            errors.Add(pointer, ErrorCodes.WrongType, "A name is a text.");
            return (false, "");
        }

        var name = element.GetString()!;
        if (name.Length is 0 or > MaxName)
        {
            errors.Add(pointer, ErrorCodes.InvalidLength, Text($"A name has 1 to {MaxName} characters; this one has {name.Length}."));
            return (false, "");
        }

        return (true, name);
    }

    private (bool IsRead, Identifier Value) Identifier(JsonElement element, string pointer)
    {
        var none = new Identifier("", "");
        if (!IsObject(element, pointer) || !Known(element, pointer, "scheme", "value"))
        {
            return (false, none);
        }

        var (scheme, value) = (Required(element, pointer, "scheme"), Required(element, pointer, "value"));
        if (scheme is null || value is null)
        {
            return (false, none);
        }

        var identifier = IdentifierReader.TryRead(scheme, value, unverified: true, null, pointer, errors);
        return identifier is null ? (false, none) : (true, identifier with { Unverified = false });
    }

    private (bool IsRead, RecordId Value) Excluded(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.String && RecordId.TryParse(element.GetString()!, out var id))
        {
            return (true, id);
        }

        errors.Add(pointer, ErrorCodes.InvalidId, "This is no record's id.");
        return (false, default);
    }

    private string? Required(JsonElement element, string pointer, string member)
    {
        if (element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        errors.Add(
            JsonPointer.Append(pointer, member),
            value.ValueKind == JsonValueKind.Undefined ? ErrorCodes.MissingMember : ErrorCodes.WrongType,
            $"'{member}' is required, and a text.");
        return null;
    }

    private string? Country(JsonElement element, string pointer) => Word(element, pointer, "country", Countries.Contains, ErrorCodes.InvalidCountry, "a country's code of ISO 3166-1 alpha-2, such as 'DE'");

    private string? Kind(JsonElement element, string pointer) =>
        Word(element, pointer, "kind", MerchantKinds.List.Contains, ErrorCodes.UnknownCode, $"one of {string.Join(", ", MerchantKinds.List.Entries.Select(entry => entry.Code))}");

    private string? Word(JsonElement element, string pointer, string member, Func<string, bool> isRight, string code, string what)
    {
        if (!element.TryGetProperty(member, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && isRight(value.GetString()!))
        {
            return value.GetString();
        }

        errors.Add(JsonPointer.Append(pointer, member), value.ValueKind == JsonValueKind.String ? code : ErrorCodes.WrongType, $"'{member}' must be {what}.");
        return null;
    }

    private double Threshold(JsonElement element, string pointer) =>
        Number(element, pointer, "threshold", 0, 1, ScoringTable.DefaultThreshold, isWhole: false);

    private int Limit(JsonElement element, string pointer) => (int)Number(element, pointer, "limit", 1, MaxLimit, DefaultLimit, isWhole: true);

    private bool IsPart(JsonElement element, string pointer)
    {
        if (element.TryGetProperty("part", out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            errors.Add(JsonPointer.Append(pointer, "part"), ErrorCodes.WrongType, "'part' is true or false.");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    private double Number(JsonElement element, string pointer, string member, double least, double most, double fallback, bool isWhole)
    {
        if (!element.TryGetProperty(member, out var value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most && (!isWhole || number == Math.Floor(number)))
        {
            return number;
        }

        errors.Add(
            JsonPointer.Append(pointer, member),
            value.ValueKind == JsonValueKind.Number ? ErrorCodes.OutOfRange : ErrorCodes.WrongType,
            Text($"'{member}' is a {(isWhole ? "whole " : "")}number from {least} to {most}."));
        return fallback;
    }

    private bool IsObject(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        errors.Add(pointer, ErrorCodes.WrongType, "An object is expected here.");
        return false;
    }

    private bool Known(JsonElement element, string pointer, params ReadOnlySpan<string> members)
    {
        var all = true;
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name))
            {
                errors.Add(JsonPointer.Append(pointer, member.Name), ErrorCodes.UnknownMember, $"There is no such member here; known: {string.Join(", ", members.ToArray())}.");
                all = false;
            }
        }

        return all;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
