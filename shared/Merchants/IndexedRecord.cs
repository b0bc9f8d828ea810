using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Merchants;

/// <summary>
/// One version of a record as the index holds it: what this says stays the same while the index goes on, so the policy's answer on
/// <see cref="Header"/> holds for its names and identifiers too.
/// </summary>
public readonly struct IndexedRecord
{
    private readonly IndexContent _content;

    private readonly long _place;

    /// <param name="place">Of its facts.</param>
    internal IndexedRecord(IndexContent content, int ordinal, long place)
    {
        (_content, Ordinal, _place) = (content, ordinal, place);
        Header = HeaderOf(content, ordinal, content.FactsAt(place));
    }

    /// <summary>Without the content hash, which the index does not keep.</summary>
    public RecordHeader Header { get; }

    /// <summary>Place of its version 1 in the sequence.</summary>
    public SequenceIndex First => _content.First(Ordinal);

    /// <summary>The records in the order of their version 1, from 0.</summary>
    internal int Ordinal { get; }

    public string? MerchantKind
    {
        get
        {
            var reader = AfterTexts();
            return _content.Words.Code(reader.Number());
        }
    }

    /// <summary>The merchant's names.</summary>
    public NameWalk Names
    {
        get
        {
            var reader = AfterTexts();
            reader.Number();
            return new(_content.Words, reader);
        }
    }

    /// <summary>The merchant's identifiers.</summary>
    public IdentifierWalk Identifiers
    {
        get
        {
            var reader = AfterTexts();
            reader.Number();
            reader.SkipNames();
            return new(_content.Words, reader);
        }
    }

    /// <summary>Those who appear in the record beside its merchant.</summary>
    public PartyWalk Parties
    {
        get
        {
            var reader = AfterTexts();
            reader.Number();
            reader.SkipNames();
            reader.SkipIdentifiers();
            return new(_content.Words, reader);
        }
    }

    /// <summary>What an alert observed; null for every other record, and for a retracted one.</summary>
    public AlertFacts? Alert
    {
        get
        {
            var reader = AfterTexts();
            reader.Number();
            reader.SkipNames();
            reader.SkipIdentifiers();
            reader.SkipParties();
            return AlertOf(_content.Words, ref reader);
        }
    }

    internal bool Carries(string scheme, ReadOnlySpan<byte> value, Carrying carrying)
    {
        if (carrying != Carrying.Party)
        {
            return Has(Identifiers, scheme, value, verified: carrying == Carrying.Verified);
        }

        foreach (var party in Parties)
        {
            if (Has(party.Identifiers, scheme, value, verified: false))
            {
                return true;
            }
        }

        return false;
    }

    internal static RowFacts RowOf(ReadOnlySpan<byte> facts) => MemoryMarshal.Read<RowFacts>(facts);

    private static int RowSize => Unsafe.SizeOf<RowFacts>();

    private static bool Has(IdentifierWalk identifiers, string scheme, ReadOnlySpan<byte> value, bool verified)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Is(scheme, value) && !(verified && identifier.Unverified))
            {
                return true;
            }
        }

        return false;
    }

    private FactsReader AfterTexts()
    {
        var reader = new FactsReader(_content.FactsAt(_place)[RowSize..]);
        reader.SkipTexts();
        return reader;
    }

    private static RecordHeader HeaderOf(IndexContent content, int ordinal, ReadOnlySpan<byte> facts)
    {
        var row = RowOf(facts);
        var words = content.Words;
        var reader = new FactsReader(facts[RowSize..]);
        var reference = reader.Text();
        var reason = reader.Utf8();
        return new()
        {
            Id = content.Id(ordinal, (RecordKind)row.Kind, row.Shard),
            Version = row.Version,
            Status = (RecordStatus)row.Status,
            Change = (RecordChange)row.Change,
            Publisher = words.Agency(row.Publisher),
            PublisherJurisdiction = words.Code(row.PublisherJurisdiction) ?? "",
            Reference = reference,
            Label = words.Label(row.Label),
            PublishedAt = new(row.PublishedAt, TimeSpan.Zero),
            UpdatedAt = new(row.UpdatedAt, TimeSpan.Zero),
            Reason = reason.IsEmpty ? null : Encoding.UTF8.GetString(reason),
            Category = words.Code(row.Category),
            Typology = words.Code(row.Typology),
            Severity = words.Code(reader.Number()),
            Stage = words.Code(reader.Number()),
            Measures = MeasuresOf(words, ref reader),
            RiskScore = row.RiskScore == RowFacts.Absent ? null : row.RiskScore,
            MerchantCountry = words.Code(row.MerchantCountry),
            DecidedOn = row.DecidedOn == RowFacts.Absent ? null : DateOnly.FromDayNumber(row.DecidedOn),
            PublicityEndsAt = row.PublicityEndsAt == 0 ? null : new DateTimeOffset(row.PublicityEndsAt, TimeSpan.Zero),
        };
    }

    private static AlertFacts? AlertOf(Vocabulary words, ref FactsReader reader)
    {
        if (reader.Number() is not (> 0 and var day))
        {
            return null;
        }

        var amounts = new AlertAmount[reader.Number()];
        for (var at = 0; at < amounts.Length; at++)
        {
            amounts[at] = new(words.Code(reader.Number()) ?? "", reader.Text());
        }

        var countries = new string[reader.Number()];
        for (var at = 0; at < countries.Length; at++)
        {
            countries[at] = words.Code(reader.Number()) ?? "";
        }

        return new(DateOnly.FromDayNumber(day), amounts, countries);
    }

    private static string[] MeasuresOf(Vocabulary words, ref FactsReader reader)
    {
        var count = reader.Number();
        var measures = count == 0 ? [] : new string[count];
        for (var at = 0; at < count; at++)
        {
            measures[at] = words.Code(reader.Number()) ?? "";
        }

        return measures;
    }
}
