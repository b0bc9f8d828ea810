using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Benchmarks.Hub;

/// <summary>The sequence's entries of <see cref="InventedSanction"/>s, as the record store writes them.</summary>
internal static class InventedEntry
{
    private static readonly byte[] Key = new byte[32];

    private static readonly AgencyId Publisher = AgencyId.Parse("bench-market");

    private static readonly DateTimeOffset At = new(2026, 3, 12, 0, 0, 0, TimeSpan.Zero);

    public static SequenceEntry Of(long number)
    {
        var digits = InventedSanction.Digits(number);
        return new()
        {
            Header = new()
            {
                Id = RecordId.Of(Key, Publisher, RecordKind.Sanction, $"2026-{digits}"),
                Version = 1,
                Status = RecordStatus.Active,
                Change = RecordChange.Published,
                Publisher = Publisher,
                PublisherJurisdiction = "DE",
                Reference = $"2026-{digits}",
                Label = new() { Tlp = InfoShare.Access.Tlp.Green },
                PublishedAt = At.AddMilliseconds(number),
                UpdatedAt = At.AddMilliseconds(number),
                Category = "product-safety",
                Measures = ["fine", "destruction"],
                Severity = "moderate",
                MerchantCountry = "DE",
                DecidedOn = new DateOnly(2026, 3, 12),
                ContentHash = new byte[16],
            },
            Merchant = new()
            {
                Names =
                [
                    new($"Nordlicht Handelsgesellschaft {digits} mbH", "legal", "de", false),
                    new($"Nordlicht Trading {digits}", "trade", null, false),
                ],
                Identifiers = [new("registration", $"DE:HRB{digits}", false), new("domain", $"shop-{digits}.example", false)],
                Country = "DE",
                Kind = "company",
            },
        };
    }
}
