using FsCheck;
using FsCheck.Fluent;
using InfoShare.Access;
using InfoShare.Identifiers;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Screening;
using InfoShare.Sequencing;

namespace InfoShare.Tests.Merchants;

/// <summary>Random hubs and callers, compared with going naively through all records. A failure is told with the seed by which to play it again.</summary>
public sealed class PolicyPropertyTests
{
    private const int Hubs = 60;

    [Theory]
    [InlineData(Use.LookUp)]
    [InlineData(Use.Screening)]
    [InlineData(Use.Public)]
    public void A_Profile_Is_What_The_Visible_Records_Alone_Give(Use use) => CheckAll(60, (hub, asking, identifier) =>
    {
        var caller = use == Use.Public ? Caller.Anonymous : asking;

        var (joined, mentions, headers) = Expected(hub, caller, identifier, use);
        var profile = hub.LookUp(caller, identifier, use);

        Assert.Equal(joined, Ids(profile?.Records));
        Assert.Equal(mentions, Ids(profile?.Mentions));
        Assert.Equal(headers, Ids(profile?.HeadersOnly).ToHashSet());
        Assert.Equal(joined.Count + mentions.Count + headers.Count, profile?.Count ?? 0);
        Assert.False(profile?.Truncated ?? false);
    });

    [Fact]
    public void Lists_Show_All_That_The_Policy_Allows_And_Nothing_Else() => CheckAll(80, (hub, caller, identifier) =>
    {
        // The identifier is as good as a coin.
        var filter = new RecordFilter
        {
            Kind = identifier.Scheme is "vat" or "mid" ? RecordKind.Alert : null,
            Publisher = identifier.Value[^1] % 2 == 0 ? caller.Agency : null,
        };

        var listed = hub.Index.View().Newest(new(long.MaxValue), filter).Where(record => Allows(caller, record.Header, Use.List));

        Assert.Equal(
            Newest(hub).Where(entry => filter.Matches(entry.Header) && Allows(caller, entry.Header, Use.List)).Select(entry => entry.Header.Id),
            listed.Select(record => record.Header.Id));
    });

    [Fact]
    public void A_Search_By_Name_Finds_All_That_The_Policy_Allows_And_Nothing_Else() => CheckAll(80, (hub, caller, _) =>
    {
        var found = new MerchantScreening(hub.Index.View(), caller, IndexFixture.Now)
            .Find(new() { Names = ["  TRADING ostwind, gmbh."], IsPart = true, Threshold = 0.95 }, 1000).Select(hit => hit.Record.Header.Id);

        Assert.Equal(
            Newest(hub).Where(entry => entry.Merchant.Names.Any(name => name.Text.Contains("Trading", StringComparison.Ordinal)) && Allows(caller, entry.Header, Use.Screening))
                .Select(entry => entry.Header.Id),
            found);
    });

    [Fact]
    public void Paging_Neither_Loses_Nor_Repeats_While_Others_Publish() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5), Prop.ForAll(PlannedHub.Of(300), plan =>
            PageAsync(plan.Build(), plan.Questions[0].Caller).GetAwaiter().GetResult()));

    private static async Task PageAsync(IndexFixture hub, Caller caller)
    {
        var listing = new[] { "records" };
        var cursors = new Cursors(new byte[32], "epoch");
        var before = Newest(hub).Where(entry => Allows(caller, entry.Header, Use.List)).Select(entry => entry.Header.Id).ToList();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => Write(hub, stop.Token));

        var seen = new List<RecordId>();
        string? cursor = null;
        do
        {
            var below = cursor is null ? long.MaxValue : Assert.IsType<CursorOutcome.GoesOn>(cursors.Read(cursor, caller, listing)).Positions[0];
            var page = hub.Index.View().Newest(new(below)).Where(record => Allows(caller, record.Header, Use.List)).Take(7).ToList();
            seen.AddRange(page.Select(record => record.Header.Id));
            cursor = page.Count == 7 ? cursors.Write(caller, listing, page[^1].First.Value) : null;
        }
        while (cursor is not null);

        await stop.CancelAsync();
        await writing;
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(before, seen.Where(before.Contains));
    }

    /// <summary>Asks every question of random hubs.</summary>
    private static void CheckAll(int steps, Action<IndexFixture, Caller, Identifier> ask) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Hubs), Prop.ForAll(PlannedHub.Of(steps), plan =>
        {
            var hub = plan.Build();
            foreach (var (caller, identifier) in plan.Questions)
            {
                ask(hub, caller, identifier);
            }
        }));

    /// <summary>New records for all to see, and corrections that leave labels as they are.</summary>
    private static void Write(IndexFixture hub, CancellationToken stop)
    {
        var random = new Random(1);
        for (var at = 0; at < 3000 || !stop.IsCancellationRequested; at++)
        {
            if (at % 2 == 0)
            {
                hub.Publish("cn-customs", $"later {at}", IndexFixture.Green, [RandomHub.Identifier(random)]);
            }
            else
            {
                var entry = hub.Current[hub.Order[random.Next(hub.Order.Count)]];
                hub.Apply(entry with { Header = entry.Header with { Version = entry.Header.Version + 1 } });
            }
        }
    }

    private static (List<RecordId> Joined, List<RecordId> Mentions, HashSet<RecordId> Headers) Expected(
        IndexFixture hub, Caller caller, Identifier identifier, Use use)
    {
        var visible = Newest(hub).Where(entry => Allows(caller, entry.Header, use)).ToList();
        bool IsHeader(SequenceEntry entry) => Visibility.ShowsHeaderOnly(caller, entry.Header, use);
        bool Has(SequenceEntry entry, Identifier wanted) => entry.Merchant.Identifiers.Contains(wanted);
        var joined = visible.Where(entry => !IsHeader(entry) && Has(entry, identifier)).ToHashSet();
        var headers = visible.Where(entry => IsHeader(entry) && (Has(entry, identifier) || Has(entry, identifier with { Unverified = true }))).ToHashSet();
        for (var grown = true; grown;)
        {
            var strong = joined.SelectMany(entry => entry.Merchant.Identifiers).Where(each => !each.Unverified && each.Scheme != "domain").ToHashSet();
            var reached = visible.Where(entry => entry.Merchant.Identifiers.Any(strong.Contains)).ToList();
            headers.UnionWith(reached.Where(IsHeader));
            var size = joined.Count;
            joined.UnionWith(reached.Where(entry => !IsHeader(entry)));
            grown = joined.Count > size;
        }

        var mentions = visible.Where(entry => !IsHeader(entry) && !joined.Contains(entry)
            && (Has(entry, identifier with { Unverified = true }) || entry.Parties.Any(party => party.Identifiers.Contains(identifier))));
        headers.UnionWith(visible.Where(entry => IsHeader(entry) && entry.Parties.Any(party => party.Identifiers.Contains(identifier))));
        return (
            [.. visible.Where(joined.Contains).Select(entry => entry.Header.Id)],
            [.. mentions.Select(entry => entry.Header.Id)],
            [.. headers.Select(entry => entry.Header.Id)]);
    }

    private static IEnumerable<SequenceEntry> Newest(IndexFixture hub) => hub.Order.AsEnumerable().Reverse().Select(id => hub.Current[id]);

    private static bool Allows(Caller caller, RecordHeader header, Use use) => Visibility.Allows(caller, header, use, IndexFixture.Now);

    private static IEnumerable<RecordId> Ids(IEnumerable<IndexedRecord>? records) => (records ?? []).Select(record => record.Header.Id);
}
