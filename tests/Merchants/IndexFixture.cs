using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Merchants;

/// <summary>Fills an index as the tail does, and keeps a plain copy of what is in it.</summary>
public sealed class IndexFixture
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Key = new byte[32];

    private readonly Dictionary<RecordId, SequenceEntry> _current = [];

    public MerchantIndex Index { get; } = new(TimeProvider.System);

    /// <summary>Every version, as the sequence has them.</summary>
    public List<SequenceEntry> Entries { get; } = [];

    /// <summary>The newest version of every record.</summary>
    public IReadOnlyDictionary<RecordId, SequenceEntry> Current => _current;

    /// <summary>Records in the order of their version 1.</summary>
    public List<RecordId> Order { get; } = [];

    public static Label Clear { get; } = new() { Tlp = Tlp.Clear };

    public static Label Green { get; } = new() { Tlp = Tlp.Green };

    public static Label RedFor(string agency) => new() { Tlp = Tlp.Red, Audience = [new() { Agency = AgencyId.Parse(agency) }] };

    public static Label AmberFor(string agency) => new() { Tlp = Tlp.Amber, Audience = [new() { Agency = AgencyId.Parse(agency) }] };

    public static Caller Reader(string agency, Roles roles = Roles.Reader, Purpose? purpose = null) => new()
    {
        Agency = AgencyId.Parse(agency),
        Kind = AgencyKind.MarketRegulator,
        Jurisdiction = "DE",
        Roles = roles,
        Purpose = purpose,
    };

    public static RecordId Id(string publisher, string reference, RecordKind kind = RecordKind.Sanction) =>
        RecordId.Of(Key, AgencyId.Parse(publisher), kind, reference);

    /// <summary>Publishes, or corrects what is there under the reference.</summary>
    public RecordId Publish(
        string publisher, string reference, Label label, IReadOnlyList<Identifier>? identifiers = null, string? name = null,
        IReadOnlyList<PartyFacts>? parties = null, RecordKind kind = RecordKind.Sanction, RecordStatus status = RecordStatus.Active,
        DateTimeOffset? publicityEndsAt = null)
    {
        var id = Id(publisher, reference, kind);
        var before = _current.GetValueOrDefault(id);
        Apply(new()
        {
            Header = new()
            {
                Id = id,
                Version = (before?.Header.Version ?? 0) + 1,
                Status = status,
                Change = status == RecordStatus.Retracted ? RecordChange.Retracted : before is null ? RecordChange.Published : RecordChange.Corrected,
                Publisher = AgencyId.Parse(publisher),
                PublisherJurisdiction = "DE",
                Reference = reference,
                Label = label,
                PublishedAt = Now,
                UpdatedAt = Now,
                Category = "counterfeit",
                Measures = ["fine"],
                MerchantCountry = "CN",
                DecidedOn = new DateOnly(2026, 1, 2),
                PublicityEndsAt = publicityEndsAt,
            },
            Merchant = new() { Identifiers = identifiers ?? [], Names = [new(name ?? $"Merchant {reference}", "legal", "en", false)], Kind = "company" },
            Parties = parties ?? [],
        });
        return id;
    }

    public void Retract(RecordId id)
    {
        var header = _current[id].Header;
        Apply(new() { Header = header with { Version = header.Version + 1, Status = RecordStatus.Retracted, Change = RecordChange.Retracted } });
    }

    public MerchantProfile? LookUp(Caller caller, Identifier identifier, Use use = Use.LookUp) =>
        new MerchantJoin(caller, use, Now).ByIdentifier(Index.View(), identifier);

    public void Apply(SequenceEntry entry)
    {
        Index.Apply(new(Index.Position, entry));
        Entries.Add(entry);
        if (_current.TryAdd(entry.Header.Id, entry))
        {
            Order.Add(entry.Header.Id);
        }
        else
        {
            _current[entry.Header.Id] = entry;
        }
    }
}
