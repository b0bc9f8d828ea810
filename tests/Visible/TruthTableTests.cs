using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Visible;

/// <summary>The visibility policy over HTTP: every route that can show a record, asked by every caller for every record of the table, against the oracle.</summary>
public sealed class TruthTableTests
{
    private readonly ConcurrentBag<string> _wrong = [];

    private int _asked;

    private int _shown;

    [Fact]
    public async Task Every_Route_Shows_Every_Caller_Exactly_What_The_Design_Allows()
    {
        await using var hub = await GivenHub.StartAsync();
        await Parallel.ForEachAsync(TruthTable.Records(), async (planned, _) => await hub.AddAsync(planned.Record, planned.Versions));
        var pointers = new List<GivenRecord>();
        foreach (var group in hub.Records.OrderBy(record => record.Reference, StringComparer.Ordinal).Chunk(30).ToList())
        {
            pointers.Add(await PointAsync(hub, group, pointers.Count));
        }

        await hub.SettleAsync();
        foreach (var caller in TruthTable.Callers())
        {
            await AskAsync(hub, caller, pointers);
        }

        await AskInPublicAsync(hub);
        Assert.True(_wrong.IsEmpty, $"{_wrong.Count} wrong:\n{string.Join('\n', _wrong.Order(StringComparer.Ordinal).Take(20))}");
        Assert.True(_asked > 10_000 && _shown > 2_000 && _asked - _shown > 2_000, $"{_asked} asked, {_shown} shown");
    }

    [Fact]
    public async Task The_Submissions_Of_Another_Agency_Are_Not_There()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var owner = hub.As("cn-customs", Roles.Publisher);
        using var content = new StringContent(
            Invented.Sanction("secret-1").With("kind", "sanction").ToJsonString().ReplaceLineEndings("") + "\n{}\n", Encoding.UTF8, "application/x-ndjson");
        using var accepted = await owner.PostAsync(new Uri("submissions", UriKind.Relative), content);
        var id = (await HubDriver.ReadAsync(accepted))["id"]!.GetValue<string>();

        foreach (var (agency, roles, expected) in new[]
        {
            ("cn-market", Roles.Publisher, 404), ("cn-customs", Roles.Feed | Roles.Reader, 403), ("cn-tax", Roles.Reader, 403),
            ("demo-pay", Roles.Feed, 404), ("hub-operator", Roles.Administrator, 403),
        })
        {
            using var client = hub.As(agency, roles);
            foreach (var path in new[] { $"submissions/{id}", $"submissions/{id}/outcomes", $"submissions/{id}/rejected" })
            {
                var answer = await Answer.GetAsync(client, path);
                Assert.Equal((agency, path, expected), (agency, path, answer.Status));
                Assert.DoesNotContain("secret-1", answer.Text, StringComparison.Ordinal);
            }

            using var cancelled = await client.DeleteAsync(new Uri($"submissions/{id}", UriKind.Relative));
            Assert.Equal(expected, (int)cancelled.StatusCode);
            var list = await Answer.GetAsync(client, "submissions");
            Assert.True(list.Status == 403 || list.Ids("items").Count == 0);
        }

        Assert.Equal(200, (await Answer.GetAsync(owner, $"submissions/{id}/outcomes")).Status);
    }

    /// <summary>A record that all members see and that names the others as related.</summary>
    private static async Task<GivenRecord> PointAsync(GivenHub hub, GivenRecord[] others, int number)
    {
        var pointer = new GivenRecord("case", "cn-finance", $"pointer-{number}", $"Zeiger Pq{number}", [new("registration", $"DE:HRB91{number:D4}")])
        {
            Related = [.. others.Select(record => (record.Publisher, record.Reference))],
        };
        await hub.AddAsync(pointer, new GivenVersion(new("GREEN"), "active"));
        return pointer;
    }

    private async Task AskAsync(GivenHub hub, GivenCaller caller, List<GivenRecord> pointers)
    {
        using var client = hub.As(caller);
        await Parallel.ForEachAsync(hub.Records, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (record, _) =>
        {
            await AskForRecordAsync(client, caller, record);
            await AskForMerchantAsync(client, caller, record);
        });
        await AskForListAsync(client, caller, hub);
        await AskForChangesAsync(client, caller, hub);
        foreach (var pointer in pointers)
        {
            var answer = await Answer.GetAsync(client, $"records/{pointer.Id}");
            if (Check(caller, pointer, "related", answer, Oracle.MayRead(caller), Oracle.Sees(caller, pointer, Oracle.Asking.One)))
            {
                var expected = hub.Records.Where(record => pointer.Related.Contains((record.Publisher, record.Reference)))
                    .Where(record => caller.Agency.Id == pointer.Publisher || Oracle.Sees(caller, record, Oracle.Asking.Many));
                Compare(caller, pointer, "related", expected.Select(record => record.Reference), answer.Ids("relatedRecords", "reference"));
            }
        }
    }

    private async Task AskForRecordAsync(HttpClient client, GivenCaller caller, GivenRecord record)
    {
        var mayRead = Oracle.MayRead(caller);
        var isOwn = caller.Agency.Id == record.Publisher;
        var answer = await Answer.GetAsync(client, $"records/{record.Id}");
        if (Check(caller, record, "get", answer, mayRead, Oracle.Sees(caller, record, Oracle.Asking.One)))
        {
            Expect(caller, record, "content", !record.IsRetracted, answer.Has("merchant"));
        }

        foreach (var number in new[] { 1, record.Versions.Count, record.Versions.Count + 1 })
        {
            answer = await Answer.GetAsync(client, $"records/{record.Id}?version={number}");
            var version = number > record.Versions.Count ? null : record.Versions[number - 1];
            if (Check(caller, record, $"version {number}", answer, mayRead, version is not null && Oracle.Sees(caller, record, version, Oracle.Asking.One)))
            {
                Expect(caller, record, $"content of version {number}", version!.Status != "retracted" && (isOwn || !record.IsRetracted), answer.Has("merchant"));
            }
        }

        answer = await Answer.GetAsync(client, $"records/{record.Id}/history");
        var seen = record.Versions.Where(version => Oracle.Sees(caller, record, version, Oracle.Asking.One)).Select(version => record.Versions.IndexOf(version) + 1).ToList();
        if (Check(caller, record, "history", answer, mayRead, seen.Count > 0))
        {
            var shown = JsonNode.Parse(answer.Text)!["items"]!.AsArray().Select(item => item!["version"]!.GetValue<int>());
            Expect(caller, record, "history", string.Join(',', seen.AsEnumerable().Reverse()), string.Join(',', shown));
        }
    }

    private async Task AskForMerchantAsync(HttpClient client, GivenCaller caller, GivenRecord record)
    {
        var mayLookUp = Oracle.MayLookUp(caller);
        var sees = Oracle.Sees(caller, record, Oracle.Asking.Profile);
        var identifier = $"merchants/registration/{record.Identifiers[0].Value}";
        foreach (var (path, isThere) in new[]
        {
            (identifier, !record.IsRetracted), ($"{identifier}?bodies=true", !record.IsRetracted), ($"merchants/record/{record.Id}", true),
        })
        {
            var answer = await Answer.GetAsync(client, path);
            if (Check(caller, record, path, answer, mayLookUp, isThere && sees))
            {
                var isHeader = Oracle.SeesHeaderOnly(caller, record);
                Compare(caller, record, path, isHeader ? [] : [record.Id], answer.Ids("records"));
                Compare(caller, record, path, isHeader ? [record.Id] : [], answer.Ids("restricted"));
                Expect(caller, record, $"reference at {path}", !isHeader, answer.Text.Contains(record.Reference, StringComparison.Ordinal));
            }
        }

        var many = Oracle.Sees(caller, record, Oracle.Asking.Many);
        var found = await Answer.GetAsync(client, $"merchants?name={record.Name.Split(' ')[1]}");
        if (Check(caller, record, "name", found, mayLookUp, true))
        {
            Expect(caller, record, "found by name", many && !record.IsRetracted, found.Text.Contains(record.Id, StringComparison.Ordinal));
        }

        var screened = await Answer.PostAsync(client, "screenings", $$$$"""{"queries":{"a":{"names":["{{{{record.Name}}}}"]}}}""");
        if (Check(caller, record, "screening", screened, mayLookUp, true))
        {
            Expect(caller, record, "found by screening", many && !record.IsRetracted, screened.Text.Contains(record.Id, StringComparison.Ordinal));
        }

        var listed = await Answer.GetAsync(client, $"records?publisher={record.Publisher}&reference={record.Reference}");
        if (Check(caller, record, "natural key", listed, Oracle.MayRead(caller), true))
        {
            Compare(caller, record, "natural key", many ? [record.Id] : [], listed.Ids("items"));
        }
    }

    private async Task AskForListAsync(HttpClient client, GivenCaller caller, GivenHub hub)
    {
        var answer = await Answer.GetAsync(client, "records?limit=500");
        if (Check(caller, hub.Records[0], "list", answer, Oracle.MayRead(caller), true))
        {
            var expected = hub.Records.Where(record => Oracle.Sees(caller, record, Oracle.Asking.Many)).Select(record => record.Id);
            Compare(caller, hub.Records[0], "list", expected, answer.Ids("items"));
        }
    }

    /// <summary>Every version once, with content or without, and nothing of what the caller never had.</summary>
    private async Task AskForChangesAsync(HttpClient client, GivenCaller caller, GivenHub hub)
    {
        var (shown, after) = (new List<string>(), "");
        for (var hasMore = true; hasMore;)
        {
            var answer = await Answer.GetAsync(client, $"changes?limit=500{after}");
            if (!Check(caller, hub.Records[0], "changes", answer, Oracle.MayRead(caller), true))
            {
                return;
            }

            var page = JsonNode.Parse(answer.Text)!;
            shown.AddRange(page["items"]!.AsArray().Select(item => item!["record"] is { } record
                ? $"{record["id"]} {record["version"]} {(record["merchant"] is null ? "tombstone" : "content")}"
                : item.ToJsonString()));
            (hasMore, after) = (page["more"]!.GetValue<bool>(), $"&after={page["next"]}");
        }

        var expected = hub.Records.SelectMany(record => record.Versions
            .Where(version => Oracle.Sees(caller, record, version, Oracle.Asking.Many))
            .Select(version => $"{record.Id} {record.Versions.IndexOf(version) + 1} {(version.Status == "retracted" || (record.IsRetracted && caller.Agency.Id != record.Publisher) ? "tombstone" : "content")}"));
        Compare(caller, hub.Records[0], "changes", expected, shown);
    }

    private async Task AskInPublicAsync(GivenHub hub)
    {
        using var client = hub.Driver.Anonymous();
        foreach (var record in hub.Records)
        {
            var identifier = $"merchants/registration/{record.Identifiers[0].Value}";
            var answer = await Answer.GetAsync(client, $"public/{identifier}");
            Expect(null, record, "public", Oracle.IsPublic(record) ? 200 : 404, answer.Status);
            Expect(null, record, "public", Oracle.IsPublic(record), answer.Text.Contains(record.Id, StringComparison.Ordinal));
            foreach (var path in new[] { $"records/{record.Id}", $"records/{record.Id}/history", "records", identifier, $"merchants/record/{record.Id}", "merchants?name=Handel" })
            {
                Expect(null, record, path, 401, (await Answer.GetAsync(client, path)).Status);
            }
        }
    }

    /// <summary>Whether the record was rightly shown; notes a wrong status.</summary>
    private bool Check(GivenCaller caller, GivenRecord record, string asked, Answer answer, bool mayCall, bool isShown)
    {
        Interlocked.Increment(ref _asked);
        Interlocked.Add(ref _shown, answer.Status == 200 ? 1 : 0);
        var expected = !mayCall ? 403 : isShown ? 200 : 404;
        Expect(caller, record, asked, expected, answer.Status);
        if (answer.Status == 404)
        {
            Expect(caller, record, asked, NotFound, answer.Text);
        }

        return expected == 200 && answer.Status == 200;
    }

    private const string NotFound = """{"type":"urn:infoshare:problem:not-found","title":"Not Found","status":404,"detail":"There is nothing here that you may see."}""";

    private void Compare(GivenCaller caller, GivenRecord record, string asked, IEnumerable<string> expected, IEnumerable<string> shown) =>
        Expect(caller, record, asked, string.Join(' ', expected.Order(StringComparer.Ordinal)), string.Join(' ', shown.Order(StringComparer.Ordinal)));

    private void Expect<T>(GivenCaller? caller, GivenRecord record, string asked, T expected, T shown)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, shown))
        {
            _wrong.Add($"{caller?.ToString() ?? "anonymous"} asks {asked} of {record}: expected {expected}, got {shown}");
        }
    }
}
