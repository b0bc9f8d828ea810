using System.Text.Json.Nodes;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Visible;

/// <summary>Random records that join, relate and mention each other, random callers, random routes: no answer says anything of a record that is denied to its caller.</summary>
public class NothingDeniedTests
{
    /// <summary>Questions asked.</summary>
    private protected virtual int Seeds => 1500;

    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    private static readonly string[] Agencies = ["cn-customs", "cn-market", "cn-tax", "de-customs", "cn-court"];

    [StoreFact]
    public async Task No_Answer_Says_Anything_Of_A_Denied_Record()
    {
        await using var hub = await GivenHub.StartAsync(settings: await SettingsAsync());
        await Parallel.ForEachAsync(Enumerable.Range(0, 80), async (seed, _) =>
        {
            var random = new Random(seed);
            var label = RandomLabel(random);
            GivenVersion[] life = random.Next(5) == 0 ? [new(label, "active"), new(label, random.Next(2) == 0 ? "repaired" : "retracted")] : [new(label, "active")];
            await hub.AddAsync(RandomRecord(random, seed), life);
        });
        await hub.SettleAsync();
        var shown = 0;
        await Parallel.ForAsync(0, Seeds, async (seed, _) =>
        {
            var random = new Random(seed);
            var roles = new[] { "reader", "case-officer", "publisher" }[random.Next(3)];
            var caller = new GivenCaller(GivenAgency.Of(random.Next(4) == 0 ? "demo-platform" : Agencies[random.Next(Agencies.Length)]), random.Next(2) == 0, roles);
            using var client = hub.As(caller);
            var path = RandomPath(random, hub.Records[random.Next(hub.Records.Count)]);
            var answer = await Answer.GetAsync(client, path);
            Interlocked.Add(ref shown, answer.Status == 200 ? 1 : 0);
            AssertSaysNothingDenied(hub, caller, path, answer);
        });
        Assert.True(shown > Seeds / 4, $"{shown} of {Seeds} answers showed something");
    }

    private static void AssertSaysNothingDenied(GivenHub hub, GivenCaller caller, string path, Answer answer)
    {
        // What was asked for may be said again; one's own record names its related ones as one wrote them.
        foreach (var record in hub.Records.Where(record => !Oracle.Sees(caller, record, Oracle.Asking.One) || Oracle.SeesHeaderOnly(caller, record)))
        {
            var isHeader = Oracle.Sees(caller, record, Oracle.Asking.One);
            string[] said = isHeader && !path.StartsWith("records", StringComparison.Ordinal) ? [record.Reference, record.Name] : isHeader ? [] : [record.Id, record.Reference, record.Name];
            foreach (var secret in said.Where(secret => answer.Text.Contains(secret, StringComparison.Ordinal)))
            {
                Assert.Fail($"{caller} asks {path} and is told {secret} of {record}: {answer.Text}");
            }
        }

        if (answer.Status == 200 && path.StartsWith("records?", StringComparison.Ordinal))
        {
            var visible = hub.Records.Where(record => Oracle.Sees(caller, record, Oracle.Asking.Many)).Select(record => record.Id);
            Assert.Equal(visible.Order(StringComparer.Ordinal), answer.Ids("items").Order(StringComparer.Ordinal));
        }

        Assert.False(answer.Status == 200 && JsonNode.Parse(answer.Text)!["truncated"] is not null, $"{path} is truncated by records that are not shown");
    }

    private static GivenRecord RandomRecord(Random random, int number)
    {
        var identifiers = new[] { new GivenIdentifier("registration", $"DE:HRB93{number:D4}"), new GivenIdentifier("registration", $"DE:HRB94{random.Next(12):D4}") };
        return new("sanction", Agencies[random.Next(Agencies.Length)], $"random-{number:D3}-x", $"Zufall Zx{number:D3}", identifiers)
        {
            Party = random.Next(3) == 0 ? new("registration", $"DE:HRB94{random.Next(12):D4}") : null,
        };
    }

    private static GivenLabel RandomLabel(Random random)
    {
        var entry = new GivenEntry(Agencies[random.Next(Agencies.Length)]);
        return random.Next(6) switch
        {
            0 => new("CLEAR"),
            1 => new("GREEN"),
            2 => new("AMBER", new GivenEntry(Kind: "customs")),
            3 => new("AMBER", entry),
            4 => new("AMBER+STRICT", entry),
            _ => new("RED", entry),
        };
    }

    private static string RandomPath(Random random, GivenRecord record) => random.Next(9) switch
    {
        0 => $"records/{record.Id}",
        1 => $"records/{record.Id}/history",
        2 => $"records/{record.Id}?version=1",
        3 => "records?limit=500",
        4 => $"merchants/record/{record.Id}?bodies=true",
        5 => "merchants?name=Zufall&limit=100",
        6 => $"merchants/registration/{record.Identifiers[0].Value}",
        7 => $"merchants/registration/{record.Identifiers[1].Value}",
        _ => $"merchants/registration/{record.Identifiers[1].Value}?bodies=true",
    };
}
