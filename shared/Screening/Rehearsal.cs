using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Screening;

/// <summary>An index of one invented merchant, to go through the engine once with, so that no caller waits until it is compiled.</summary>
public static class Rehearsal
{
    /// <summary>A name of the merchant, misspelt and half in another script: found by way of every part of the engine.</summary>
    public const string Question = "Нордлихт Handelsgeselschaft";

    private static readonly AgencyId Publisher = AgencyId.Parse("rehearsal");

    /// <summary>Who may see the merchant's record.</summary>
    public static Caller Caller { get; } = new() { Agency = Publisher, Roles = Roles.Reader };

    public static MerchantIndex Index(TimeProvider time)
    {
        var index = new MerchantIndex(time);
        index.Apply(new(new SequenceIndex(0), new() { Header = Header(time.GetUtcNow()), Merchant = Merchant() }));
        return index;
    }

    private static RecordHeader Header(DateTimeOffset at) => new()
    {
        Id = RecordId.Of(new byte[32], Publisher, RecordKind.Sanction, "1"),
        Version = 1,
        Status = RecordStatus.Active,
        Change = RecordChange.Published,
        Publisher = Publisher,
        PublisherJurisdiction = "DE",
        Reference = "1",
        Label = new() { Tlp = Tlp.Clear },
        PublishedAt = at,
        UpdatedAt = at,
        MerchantCountry = "DE",
        ContentHash = new byte[16],
    };

    private static MerchantFacts Merchant() => new()
    {
        Names = [new("Nordlicht Handelsgesellschaft mbH", "legal", "de", false), new("Nordlicht Trading", "trade", null, false)],
        Identifiers = [new("registration", "DE:HRB1", false)],
        Country = "DE",
        Kind = "company",
    };
}
