using System.Text.Json;
using InfoShare.Identifiers;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>Takes from records what screening tools ask for.</summary>
internal static class TargetReading
{
    public static Target OfRecord(DatasetName dataset, RecordHeader header, JsonElement body, RecordView view)
    {
        var id = Target.IdOf(header.Id.ToString());
        var merchant = body.GetProperty("merchant"u8);
        var target = new Target { Id = $"{id}.merchant", Dataset = dataset, Schema = Target.SchemaOf(merchant.GetProperty("kind"u8).GetString()!) };
        AddMerchant(target, merchant, IdentifiersOf(merchant));
        target.Records.Add(RecordOf(id, header, body, view.Audience.IsPublic));
        return target;
    }

    public static List<TargetName> NamesOf(JsonElement merchant)
    {
        var names = new List<TargetName>();
        if (merchant.TryGetProperty("names"u8, out var list))
        {
            foreach (var name in list.EnumerateArray())
            {
                names.Add(new(name.GetProperty("text"u8).GetString()!, name.GetProperty("kind"u8).GetString()!, name.TryGetProperty("weak"u8, out var weak) && weak.GetBoolean()));
            }
        }

        return names;
    }

    public static List<Identifier> IdentifiersOf(JsonElement merchant)
    {
        var identifiers = new List<Identifier>();
        if (merchant.TryGetProperty("identifiers"u8, out var list))
        {
            foreach (var identifier in list.EnumerateArray())
            {
                identifiers.Add(new(
                    identifier.GetProperty("scheme"u8).GetString()!,
                    identifier.GetProperty("value"u8).GetString()!,
                    identifier.TryGetProperty("unverified"u8, out var unverified) && unverified.GetBoolean()));
            }
        }

        return identifiers;
    }

    /// <summary>Adds what a record says of its merchant, each thing once.</summary>
    /// <param name="identifiers">The merchant's, as <see cref="IdentifiersOf"/> has read them.</param>
    public static void AddMerchant(Target target, JsonElement merchant, IEnumerable<Identifier> identifiers)
    {
        foreach (var name in NamesOf(merchant))
        {
            if (!target.Names.Contains(name))
            {
                target.Names.Add(name);
            }
        }

        foreach (var identifier in identifiers)
        {
            if (!identifier.Unverified && !target.Identifiers.Contains((identifier.Scheme, identifier.Value)))
            {
                target.Identifiers.Add((identifier.Scheme, identifier.Value));
            }
        }

        if (merchant.TryGetProperty("country"u8, out var country))
        {
            target.Countries.Add(country.GetString()!);
        }

        if (merchant.TryGetProperty("addresses"u8, out var addresses))
        {
            target.Addresses.UnionWith(addresses.EnumerateArray().Select(AddressOf));
        }

        if (merchant.TryGetProperty("urls"u8, out var urls))
        {
            target.Urls.UnionWith(urls.EnumerateArray().Select(url => url.GetString()!));
        }
    }

    /// <param name="isPublic">The publisher's own numbers are left out.</param>
    public static TargetRecord RecordOf(string id, RecordHeader header, JsonElement body, bool isPublic) => new(
        id,
        header.Id.Kind,
        header.Publisher.ToString(),
        header.PublisherJurisdiction,
        header.Category ?? header.Typology ?? "",
        header.Measures,
        Code<RecordStatus>.Of(header.Status),
        Text(body, "summary"u8),
        Text(body, "effectiveFrom"u8) ?? Text(body, "decidedOn"u8) ?? Text(body, "openedOn"u8) ?? Day(Text(body, "detectedAt"u8), isPublic),
        Text(body, "effectiveUntil"u8) ?? Text(body, "closedOn"u8),
        DateOnly.FromDateTime(header.PublishedAt.UtcDateTime).ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        isPublic ? null : Text(body, "decisionNumber"u8),
        header.PublishedAt,
        header.UpdatedAt);

    private static string? Text(JsonElement body, ReadOnlySpan<byte> member) => body.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static string? Day(string? instant, bool isPublic) => isPublic ? null : instant?[..10];

    /// <summary>The address as written, with what was given of its place if the text lacks it.</summary>
    private static string AddressOf(JsonElement address)
    {
        var text = Text(address, "text"u8)!;
        foreach (var part in new[] { Text(address, "postalCode"u8), Text(address, "city"u8), Text(address, "region"u8) })
        {
            text = part is null || text.Contains(part, StringComparison.OrdinalIgnoreCase) ? text : $"{text}, {part}";
        }

        return text;
    }
}
