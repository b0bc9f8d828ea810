using System.Text.Json;
using InfoShare.Identifiers;
using InfoShare.Shapes;

namespace InfoShare.Records.Facts;

/// <summary>Identifiers that a merchant has by its web addresses and its stores. They are in the facts, not in the body.</summary>
internal static class DerivedIdentifiers
{
    private static readonly IdentifierScheme Domain = IdentifierScheme.TryGet("domain")!;

    private static readonly IdentifierScheme Store = IdentifierScheme.TryGet("store")!;

    /// <summary>The identifier that a store's platform and id make.</summary>
    public static IdentifierReading ReadStore(JsonElement store) =>
        IdentifierReader.Read(Store, $"{store.GetProperty("platform"u8).GetString()}:{store.GetProperty("id"u8).GetString()}");

    /// <summary>All of a merchant in normal form.</summary>
    public static IEnumerable<Identifier> Of(JsonElement merchant)
    {
        if (merchant.TryGetProperty("urls"u8, out var urls))
        {
            foreach (var url in urls.EnumerateArray())
            {
                // An address may stand on a bare IP number, which is nobody's domain.
                if (UrlShape.HostOf(url.GetString()!) is { } host && IdentifierReader.Read(Domain, host).Value is { } domain)
                {
                    yield return new(Domain.Code, domain);
                }
            }
        }

        if (merchant.TryGetProperty("stores"u8, out var stores))
        {
            foreach (var store in stores.EnumerateArray())
            {
                if (ReadStore(store).Value is { } value)
                {
                    yield return new(Store.Code, value);
                }
            }
        }
    }
}
