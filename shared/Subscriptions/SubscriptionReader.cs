using InfoShare.Agencies;
using InfoShare.Codes;
using InfoShare.Codes.Lists;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Subscriptions;

/// <summary>What the body of a new or changed subscription says.</summary>
public sealed record SubscriptionWish(string? Name, string Url, SubscriptionFilter Filter, LookedUp? LookedUp, bool Answers);

/// <summary>Reads the body of <c>POST /subscriptions</c>: <c>{name?, url, filter?, lookedUp?, answers?}</c>, strictly and with all errors at once.</summary>
public static class SubscriptionReader
{
    public const int MaxName = 100;

    public const int MaxUrl = 2048;

    /// <summary>Codes or identifiers of one list of the filter.</summary>
    public const int MaxListed = 200;

    public const int MaxDays = 90;

    public const int MaxOverlapHours = 168;

    /// <summary>The wish, or null with at least one error added.</summary>
    /// <param name="isAllowed">Whether the address may be posted to, as far as it can be seen from it; the sentence says why not.</param>
    public static SubscriptionWish? Read(ReadOnlyMemory<byte> utf8, Func<string, string?> isAllowed, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors);
        if (document is null || MemberReader.Of(document.RootElement, "", ["name", "url", "filter", "lookedUp", "answers"], errors) is not { } body)
        {
            return null;
        }

        var url = body.Text("url", MaxUrl, required: true);
        if (url is not null && isAllowed(url) is { } refusal)
        {
            body.Refuse("url", ErrorCodes.AddressNotAllowed, refusal);
        }

        var filter = body.Object("filter", ["kinds", "categories", "jurisdictions", "merchants", "minimumSeverity"]);
        var wish = new SubscriptionWish(
            body.Text("name", MaxName, required: false),
            url ?? "",
            filter is null ? new() : ReadFilter(filter, errors),
            ReadLookedUp(body),
            body.Flag("answers") ?? false);
        return errors.Count == 0 ? wish : null;
    }

    /// <summary>The hours of <c>{"overlapHours": 24}</c>, in which the old secret goes on being good; null with at least one error added.</summary>
    public static int? ReadOverlap(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors);
        return document is not null && MemberReader.Of(document.RootElement, "", ["overlapHours"], errors) is { } body
            ? body.Number("overlapHours", 0, MaxOverlapHours) ?? (errors.Count == 0 ? 24 : null)
            : null;
    }

    private static SubscriptionFilter ReadFilter(MemberReader filter, ErrorList errors) => new()
    {
        Kinds = [.. Codes(filter, "kinds", text => Code<RecordKind>.TryParse(text, out _), string.Join(", ", Code<RecordKind>.All)).Select(Kind)],
        Categories = Codes(filter, "categories", Categories.List.Contains, "the list categories"),
        Jurisdictions = Codes(filter, "jurisdictions", Countries.Contains, "ISO 3166-1 alpha-2"),
        Merchants = filter.Objects("merchants", MaxListed, ["scheme", "value", "issuer"], merchant => ReadMerchant(merchant, errors)).OfType<Identifier>().ToList(),
        MinimumSeverity = Severity(filter),
    };

    private static RecordKind Kind(string code) => Code<RecordKind>.TryParse(code, out var kind) ? kind : throw new InvalidOperationException("The code was checked.");

    private static List<string> Codes(MemberReader filter, string member, Func<string, bool> isKnown, string known)
    {
        var codes = filter.Texts(member, MaxListed, 40, required: false);
        for (var at = 0; at < codes.Count; at++)
        {
            if (!isKnown(codes[at]))
            {
                filter.Refuse($"{member}/{at}", ErrorCodes.UnknownCode, $"'{codes[at]}' is not one of {known}.");
            }
        }

        return [.. codes.Where(isKnown).Distinct(StringComparer.Ordinal)];
    }

    private static Identifier? ReadMerchant(MemberReader merchant, ErrorList errors)
    {
        var (scheme, value) = (merchant.Text("scheme", 40, required: true), merchant.Text("value", IdentifierReader.MaxRawLength, required: true));
        return scheme is null || value is null
            ? null
            : IdentifierReader.TryRead(scheme, value, unverified: false, merchant.Text("issuer", IdentifierReader.MaxLength, required: false), merchant.Pointer, errors);
    }

    private static string? Severity(MemberReader filter)
    {
        var severity = filter.Text("minimumSeverity", 40, required: false);
        if (severity is null || Severities.List.Contains(severity))
        {
            return severity;
        }

        filter.Refuse("minimumSeverity", ErrorCodes.UnknownCode, $"'minimumSeverity' must be one of {string.Join(", ", Severities.List.Entries.Select(entry => entry.Code))}.");
        return null;
    }

    private static LookedUp? ReadLookedUp(MemberReader body)
    {
        if (body.Object("lookedUp", ["days", "only"]) is not { } lookedUp)
        {
            return null;
        }

        if (lookedUp.Number("days", 1, MaxDays) is { } days)
        {
            return new(days, lookedUp.Flag("only") ?? false);
        }

        lookedUp.RefuseMissing("days");
        return null;
    }
}
