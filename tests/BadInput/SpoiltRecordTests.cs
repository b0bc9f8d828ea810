using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.BadInput;

/// <summary>Valid records with a few members changed for hostile ones, seeded: taken, or refused with a problem document; never a fault.</summary>
public sealed class SpoiltRecordTests
{
    private const int Mutations = 1500;

    private static readonly string[] Hostile =
    [
        "null", "true", "0", "-1", "1e308", "-0.0", "123456789012345678901234567890", "\"\"", "\" \"", "\"\\u0000\"", "\"\\u202e\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[[]]", "[null]",
        "\"9999-12-31\"", "\"0000-00-00\"", "\"2026-02-30T25:61:61Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"..\"", "\"CLEAR\"", "\"RED\"",
        "{\"agency\":\"cn-tax\"}", "[{\"agency\":\"cn-tax\"}]", "[{}]", "\"\uff11\uff12\"", "\"e\u0301\"", "\"4111111111111111\"", "\"DE89370400440532013000\"", "\"1e5\"", "\"0.000000000000000001\"",
        "\"en\"", "\"zh-Hant\"", "\"minor\"", "\"warning\"", "\"2026-01-01\"", "\"DE\"", "1", "\"A text \ud83d\ude00 of e\u0301.\"", "\"company\"",
    ];

    [Fact]
    public async Task Spoilt_Records_Are_Taken_Or_Explained()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var publisher = hub.As("cn-finance", Roles.Publisher);
        var (taken, refused) = (0, 0);
        await Parallel.ForAsync(0, Mutations, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (seed, cancellation) =>
        {
            var random = new Random(seed);
            var (route, record) = (seed % 3) switch
            {
                0 => ("sanctions", Invented.Sanction($"spoilt-{seed}")),
                1 => ("cases", Invented.Case($"spoilt-{seed}")),
                _ => ("alerts", Invented.Alert($"spoilt-{seed}")),
            };
            for (var change = random.Next(1, 3); change > 0; change--)
            {
                Spoil(record, random);
            }

            using var content = new StringContent(record.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await publisher.PostAsync(new Uri(route, UriKind.Relative), content, cancellation);
            var problem = await ProblemCheck.OfAsync(response);
            Assert.True(problem is null, $"{problem}: {record.ToJsonString()}");
            Interlocked.Increment(ref response.IsSuccessStatusCode ? ref taken : ref refused);
        });
        Assert.True(taken > 10 && refused > 500, $"{taken} taken, {refused} refused");

        // What was taken can be read back, listed and looked up: nothing in it breaks an answer.
        var last = await hub.PublishAsync("cn-finance", "cases", Invented.Case("the last"));
        var read = 0;
        for (string? next = "", query = "records?publisher=me&limit=500"; next is not null; query = $"records?publisher=me&limit=500&cursor={next}")
        {
            using var page = await publisher.GetAsync(new Uri(query, UriKind.Relative));
            var list = await HubDriver.ReadAsync(page);
            read += list["items"]!.AsArray().Count;
            next = list["next"]?.GetValue<string>();
        }

        Assert.Equal(taken + 1, read);
        using var reader = hub.As("cn-finance", Roles.Reader);
        using var profile = await reader.GetAsync(new Uri($"merchants/record/{last}?bodies=true&limit=500", UriKind.Relative));
        Assert.True(profile.IsSuccessStatusCode);
    }

    /// <summary>Replaces, removes, repeats or adds a member somewhere.</summary>
    private static void Spoil(JsonObject record, Random random)
    {
        var at = record;
        while (random.Next(3) > 0 && Inner(at, random) is { } inner)
        {
            at = inner;
        }

        if (at.Count == 0)
        {
            return;
        }

        var name = at.ElementAt(random.Next(at.Count)).Key;
        switch (random.Next(5))
        {
            case 0:
                at.Remove(name);
                break;
            case 1:
                at["publicityUntil"] = JsonNode.Parse(Hostile[random.Next(Hostile.Length)]);
                break;
            case 2:
                at[name] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => at[name]?.DeepClone())]);
                break;
            default:
                at[name] = JsonNode.Parse(Hostile[random.Next(Hostile.Length)]);
                break;
        }
    }

    private static JsonObject? Inner(JsonObject at, Random random)
    {
        var inside = at.Select(member => member.Value is JsonArray { Count: > 0 } array ? array[0] : member.Value).OfType<JsonObject>().ToList();
        return inside.Count == 0 ? null : inside[random.Next(inside.Count)];
    }
}
