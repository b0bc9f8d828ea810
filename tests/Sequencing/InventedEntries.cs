using System.Globalization;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Identifiers;
using InfoShare.Records;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Sequencing;

/// <summary>Entries with whatever they can hold: each optional member there or not, every colour, and texts that JSON has to escape.</summary>
internal sealed class InventedEntries(Random random)
{
    private static readonly string[] Pieces =
    [
        "", "plain", " ", "<a href='x'>&amp;</a>", "a+b`c", "\"quoted\\\"", "\0\t\r\n\u001f\u007f", "Åsa Öström", "株式会社", "\U0001F600", "\u2028\u2029", "e\u0301\ufeff",
        "مؤسسة", new('x', 300),
    ];

    private static readonly string[] Codes = ["fine", "destruction", "DE", "x+y", "überlang", new('k', 41)];

    public SequenceEntry Entry()
    {
        var entry = random.Next(4) == 0 ? new SequenceEntry { Header = Header() with { ContentHash = default } } : Full();
        return entry with { LabelBefore = Maybe(Label), StatusBefore = Maybe<RecordStatus>(Any<RecordStatus>) };
    }

    public RecordHeader Header() => new()
    {
        Id = RecordId.Parse($"{One("sanction", "case", "alert")}_{random.Next(RecordId.Shards):x2}{new string(One('a', 'k', '7'), 26)}"),
        Version = random.Next(1, int.MaxValue),
        Status = Any<RecordStatus>(),
        Change = Any<RecordChange>(),
        Publisher = Agency(),
        PublisherJurisdiction = One("DE", "CN", ""),
        Reference = Text(),
        Label = Label(),
        PublishedAt = Time(),
        UpdatedAt = Time(),
        Reason = Maybe(Text),
        Category = Maybe(Code),
        Typology = Maybe(Code),
        Measures = List(Code),
        Severity = Maybe(Code),
        Stage = Maybe(Code),
        RiskScore = Maybe<int>(() => random.Next(101)),
        MerchantCountry = Maybe(Code),
        DecidedOn = Maybe<DateOnly>(Day),
        PublicityEndsAt = Maybe<DateTimeOffset>(Time),
        ContentHash = Maybe(Hash),
    };

    private SequenceEntry Full() => new()
    {
        Header = Header(),
        Merchant = new() { Names = List(Name), Identifiers = List(Identifier), Country = Maybe(Code), Kind = One("company", "unknown", "person") },
        Parties = List(() => new PartyFacts(Code(), List(Name), List(Identifier), Maybe(Code))),
        Alert = Maybe(() => new AlertFacts(Day(), List(Amount), List(Code))),
    };

    private Label Label() => new() { Tlp = Any<Tlp>(), Audience = List(Audience), Except = List(Agency) };

    private AudienceEntry Audience() => new()
    {
        Agency = Maybe<AgencyId>(Agency),
        Kind = Maybe<AgencyKind>(Any<AgencyKind>),
        Jurisdiction = Maybe(Code),
        Group = Maybe(Text),
        Membership = Maybe<Membership>(Any<Membership>),
    };

    private MerchantName Name() => new(Text(), Code(), Maybe(Code), random.Next(2) == 0);

    private Identifier Identifier() => new(Code(), Text(), random.Next(2) == 0);

    private AlertAmount Amount() => new(Code(), One("0", "12.50", "100000000000000.01", "7." + new string('3', 20)));

    private AgencyId Agency() => AgencyId.Parse(One("cn-customs", "hub-operator", "x9", $"a-{random.Next(1000).ToString(CultureInfo.InvariantCulture)}"));

    private DateTimeOffset Time() =>
        new(new DateTime(2000, 1, 1).AddTicks(One(random.NextInt64(TimeSpan.TicksPerDay * 20000), 10000, 0)), TimeSpan.FromMinutes(One(0, 0, 330, -210)));

    private DateOnly Day() => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber));

    private byte[] Hash()
    {
        var hash = new byte[RecordRow.HashBytes];
        random.NextBytes(hash);
        return hash;
    }

    private string Text() => string.Concat(List(() => One(Pieces)));

    private string Code() => One(Codes);

    private T Any<T>()
        where T : struct, Enum => One(Enum.GetValues<T>());

    private T One<T>(params T[] values) => values[random.Next(values.Length)];

    private T[] List<T>(Func<T> item) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => item())];

    private T? Maybe<T>(Func<T> value)
        where T : class => random.Next(2) == 0 ? null : value();

    private T? Maybe<T>(Func<T> value, T? none = null)
        where T : struct => random.Next(2) == 0 ? none : value();
}
