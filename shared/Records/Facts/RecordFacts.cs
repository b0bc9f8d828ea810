using System.Text.Json;
using InfoShare.Identifiers;

namespace InfoShare.Records.Facts;

/// <summary>Takes what the hub must know of a record from its normal form.</summary>
internal static class RecordFacts
{
    /// <param name="body">A canonical body, of which the draft keeps a reference.</param>
    public static RecordDraft Of(RecordKind kind, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> contentHash)
    {
        using var document = JsonDocument.Parse(body);
        var record = document.RootElement;
        return new()
        {
            Kind = kind,
            Reference = record.Text("reference"u8)!,
            Body = body,
            ContentHash = contentHash,
            Label = LabelFacts.Of(record.GetProperty("label"u8)),
            Merchant = Merchant(record.GetProperty("merchant"u8)),
            Parties = record.List("parties"u8, Party),
            Alert = kind == RecordKind.Alert ? Alert(record) : null,
            Category = record.Text("category"u8),
            Typology = record.Text("typology"u8),
            Measures = kind == RecordKind.Sanction ? MeasureKinds(record) : [],
            Severity = record.Text("severity"u8),
            Stage = record.Text("stage"u8),
            RiskScore = record.TryGetProperty("riskScore"u8, out var score) ? score.GetInt32() : null,
            DecidedOn = record.Date("decidedOn"u8),
            PublicUntil = record.Date("publicityUntil"u8) ?? record.Date("effectiveUntil"u8),
        };
    }

    private static string[] MeasureKinds(JsonElement record) =>
        [.. record.List("measures"u8, measure => measure.Text("kind"u8)!).Distinct(StringComparer.Ordinal)];

    private static AlertFacts Alert(JsonElement record) => new(
        DateOnly.FromDateTime(record.GetProperty("detectedAt"u8).GetDateTimeOffset().UtcDateTime),
        record.GetProperty("totals"u8).List("amounts"u8, amount => new AlertAmount(amount.Text("currency"u8)!, amount.Text("value"u8)!)),
        record.List("counterpartyCountries"u8, country => country.GetString()!));

    private static MerchantFacts Merchant(JsonElement merchant) => new()
    {
        Names = merchant.List("names"u8, Name),
        Identifiers = Identifiers(merchant),
        Country = merchant.Text("country"u8),
        Kind = merchant.Text("kind"u8)!,
    };

    /// <summary>All identifiers of a merchant in normal form, those too that its addresses and stores give.</summary>
    public static IReadOnlyList<Identifier> Identifiers(JsonElement merchant)
    {
        var own = merchant.List("identifiers"u8, Identifier);
        var hasMore = merchant.TryGetProperty("urls"u8, out _) || merchant.TryGetProperty("stores"u8, out _);
        return hasMore ? [.. own.Concat(DerivedIdentifiers.Of(merchant)).Distinct()] : own;
    }

    private static PartyFacts Party(JsonElement party) => new(
        party.Text("role"u8)!, party.List("names"u8, Name), party.List("identifiers"u8, Identifier), party.Text("country"u8));

    private static MerchantName Name(JsonElement name) =>
        new(name.Text("text"u8)!, name.Text("kind"u8)!, name.Text("language"u8), name.Flag("weak"u8));

    private static Identifier Identifier(JsonElement identifier) =>
        new(identifier.Text("scheme"u8)!, identifier.Text("value"u8)!, identifier.Flag("unverified"u8));
}
