using FsCheck;
using FsCheck.Fluent;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Visible;

/// <summary>
/// Random records that join, relate and mention each other, random callers, every route: no answer says anything of a record that is denied
/// to its caller, and none counts it. A failure is told with the seed by which to play it again (<c>WithReplay</c>), and made smaller.
/// </summary>
public class NothingDeniedTests
{
    /// <summary>Populations that are published and asked for, all on one hub.</summary>
    private protected virtual int Cases => 20;

    /// <summary>Counts that must have had something to hide, or the populations are no test of them. A few populations may have none.</summary>
    private protected virtual int LeastNarrowed => 5;

    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    private int _number;

    private int _narrowed;

    [StoreFact]
    public async Task No_Answer_Shows_Or_Counts_A_Denied_Record()
    {
        await using var hub = await GivenHub.StartAsync(settings: await SettingsAsync());
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Cases),
            Prop.ForAll(Populations.Any, population => PublishAndAskAsync(hub, population).GetAwaiter().GetResult())));
        Assert.True(_narrowed >= LeastNarrowed, $"Only {_narrowed} counts in {Cases} cases would have been greater with what is hidden");
    }

    private async Task PublishAndAskAsync(GivenHub hub, Population population)
    {
        var number = ++_number;
        var publication = await Publication.OfAsync(hub, population, number);
        await AskInPublicAsync(hub, publication, number);
        await Task.WhenAll(population.Callers.Select(caller => AskAsync(hub, publication, caller, number)));
    }

    private async Task AskAsync(GivenHub hub, Publication publication, GivenCaller caller, int number)
    {
        using var client = hub.As(caller);
        var inquiry = new Inquiry(client, caller, publication.Records);
        await new RecordQuestions(inquiry, hub.Records).AskAsync();
        var merchants = new MerchantQuestions(inquiry, publication, number);
        await merchants.AskAsync();
        await new StatisticsQuestions(inquiry, hub.Records).AskAsync();
        Interlocked.Add(ref _narrowed, merchants.Narrowed);
    }

    private static async Task AskInPublicAsync(GivenHub hub, Publication publication, int number)
    {
        using var client = hub.Driver.Anonymous();
        var oracle = new MerchantOracle(publication.Records, Oracle.IsPublic, _ => false);
        var shared = Enumerable.Range(0, Populations.SharedIdentifiers).Select(which => Publication.Shared(number, which));
        foreach (var identifier in publication.Records.Select(record => record.Identifiers[0]).Concat(shared))
        {
            var expected = oracle.By(identifier);
            var answer = await Answer.GetAsync(client, $"public/merchants/{identifier.Scheme}/{identifier.Value}");
            Assert.Equal((identifier, expected.Records.Count > 0 ? 200 : 404), (identifier, answer.Status));
            Assert.Equal(expected.Records, answer.Ids("records").Order(StringComparer.Ordinal));
            Assert.Equal(expected.Joined.Select(record => record.Name).Order(StringComparer.Ordinal), answer.Ids("names", "text").Order(StringComparer.Ordinal));
            var secrets = publication.Records.Where(record => !Oracle.IsPublic(record)).SelectMany(record => new[] { record.Id, record.Reference, record.Name });
            Assert.DoesNotContain(secrets, secret => answer.Text.Contains(secret, StringComparison.Ordinal));
        }
    }
}
