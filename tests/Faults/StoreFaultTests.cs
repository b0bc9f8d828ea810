using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Storage;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace InfoShare.Tests.Faults;

/// <summary>A full disk and a locked database: every write is 503 with Retry-After, nothing is half there, reading goes on, and all is well again without a restart.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task A_Full_Disk_Makes_Every_Write_503_And_Then_All_Is_Well_Again()
    {
        await using var hub = await StartAsync();
        var store = hub.Services.GetRequiredService<SqliteStore>();
        await AssertSurvivesAsync(
            hub,
            async () =>
            {
                await store.LimitPagesAsync(1, CancellationToken.None);
                await FillAsync(store);
            },
            () => FillAsync(store),
            () => store.LimitPagesAsync(int.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task A_Locked_Database_Makes_Every_Write_503_And_Then_All_Is_Well_Again()
    {
        await using var hub = await StartAsync();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(Path.Combine(hub.DataDirectory, "infoshare.db"), out var other));
        using (other)
        {
            raw.sqlite3_busy_timeout(other, 10_000);
            await AssertSurvivesAsync(
                hub,
                () =>
                {
                    Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(other, "BEGIN IMMEDIATE"));
                    return Task.CompletedTask;
                },
                () => Task.CompletedTask,
                () =>
                {
                    Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(other, "ROLLBACK"));
                    return Task.CompletedTask;
                });
        }
    }

    private static async Task<HubDriver> StartAsync() => await HubDriver.StartWithAgenciesAsync(decorate: services => services.AddSingleton(provider => new SqliteStore(
        provider.GetRequiredService<InfoShare.Functions.Hosting.HubOptions>().DataDirectory,
        new SqliteOptions { BusyTimeout = TimeSpan.FromMilliseconds(150) },
        provider.GetService<TimeProvider>())));

    /// <summary>Uses up the room that is left in the pages that there are, in tables, in those that records' rows have of their own, and in queues.</summary>
    private static async Task FillAsync(SqliteStore store)
    {
        foreach (var size in new[] { 40_000, 2_000, 200, 1 })
        {
            await UntilFullAsync(() => store.Queues.SendAsync("nobody-reads-this", new string('x', size), TimeSpan.Zero, CancellationToken.None));
            foreach (var (table, head) in new[] { ("Filler", ""), (StorageNames.Tables.Records, StorageNames.RecordRows.CurrentHead), (StorageNames.Tables.Records, "not-pending~") })
            {
                await UntilFullAsync(async () =>
                {
                    var insert = new TableWrite.Insert($"{head}{Guid.NewGuid():N}", new Properties { { "filler", new byte[size] } });
                    await store.Tables.CommitAsync(table, "filler", [insert], CancellationToken.None);
                });
            }
        }
    }

    private static async Task UntilFullAsync(Func<ValueTask> write)
    {
        try
        {
            while (true)
            {
                await write();
            }
        }
        catch (StorageUnavailableException)
        {
            // Full for writes of this size.
        }
    }

    private static async Task AssertSurvivesAsync(HubDriver hub, Func<Task> fail, Func<Task> keepFailing, Func<Task> recover)
    {
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        var retracted = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before-2"));
        using var publisher = hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        using var administrator = hub.As("hub-operator", Roles.Administrator);
        var writes = Writes(publisher, administrator, id, retracted).ToList();

        await fail();
        for (var round = 0; round < 2; round++)
        {
            foreach (var (client, what) in writes)
            {
                await keepFailing();
                using var request = what();
                using var response = await client.SendAsync(request);
                var text = $"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
                Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, text);
                Assert.True(response.Headers.RetryAfter is not null && text.Contains("urn:infoshare:problem:unavailable", StringComparison.Ordinal), text);
            }
        }

        foreach (var path in new[] { $"records/{id}", $"records/{id}/history", "records?publisher=me", "merchants/registration/DE:HRB999001?bodies=true", "merchants?name=nordlicht", "submissions", "me", "agencies" })
        {
            using var reading = await publisher.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(reading.IsSuccessStatusCode, $"{path}: {await reading.Content.ReadAsStringAsync()}");
        }

        await AssertOnlyBeforeAsync(publisher, id);
        await recover();
        await AssertWritesAsync(hub, publisher, writes);
    }

    private static IEnumerable<(HttpClient Client, Func<HttpRequestMessage> Request)> Writes(HttpClient publisher, HttpClient administrator, string id, string other)
    {
        var reason = new JsonObject { ["reason"] = "It was a mistake." };
        yield return (publisher, () => Request(HttpMethod.Post, "sanctions", HubDriver.Json(Invented.Sanction("during"))));
        yield return (publisher, () => Request(HttpMethod.Put, $"records/{id}", HubDriver.Json(Invented.Sanction("before").With("severity", "minor").With("change", reason.DeepClone()))));
        yield return (publisher, () => Request(HttpMethod.Post, $"records/{other}/retract", HubDriver.Json(reason)));
        yield return (publisher, () => Request(HttpMethod.Post, "submissions", Lines(Invented.Sanction("during-line").With("kind", "sanction").ToJsonString())));
        yield return (administrator, () => Request(HttpMethod.Put, "agencies/fr-agency", HubDriver.Json(JsonNode.Parse("""{"name":"X","kind":"customs","jurisdiction":"FR","groups":[]}""")!)));
    }

    private static StringContent Lines(string lines) => new(lines, Encoding.UTF8, "application/x-ndjson");

    private static HttpRequestMessage Request(HttpMethod method, string path, HttpContent content)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (path.StartsWith("records/", StringComparison.Ordinal))
        {
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        }

        return request;
    }

    /// <summary>Both records in their first version, no other, and no submission.</summary>
    private static async Task AssertOnlyBeforeAsync(HttpClient publisher, string id)
    {
        var records = (await GetAsync(publisher, "records?publisher=me"))["items"]!.AsArray();
        Assert.Equal(["before-2", "before"], records.Select(record => record!["reference"]!.GetValue<string>()));
        Assert.All(records, record => Assert.Equal(1, record!["version"]!.GetValue<int>()));
        Assert.Single((await GetAsync(publisher, $"records/{id}/history"))["items"]!.AsArray());
        Assert.Empty((await GetAsync(publisher, "submissions"))["items"]!.AsArray());
    }

    private static async Task AssertWritesAsync(HubDriver hub, HttpClient publisher, List<(HttpClient Client, Func<HttpRequestMessage> Request)> writes)
    {
        foreach (var (client, what) in writes)
        {
            using var request = what();
            using var response = await client.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, $"{request.Method} {request.RequestUri}: {await response.Content.ReadAsStringAsync()}");
        }

        await Eventually.TrueAsync(
            () => GetAsync(publisher, "records?publisher=me").GetAwaiter().GetResult()["items"]!.AsArray() is { Count: 4 } records
                && records.Select(record => record!["version"]!.GetValue<int>()).SequenceEqual([1, 1, 2, 2]),
            "all four records are listed, corrected and retracted");
        await Eventually.TrueAsync(
            () => GetAsync(publisher, "submissions").GetAwaiter().GetResult()["items"]!.AsArray() is [{ } submission] && submission["status"]!.GetValue<string>() == "done",
            "the one submission is done");
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("after"));
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await HubDriver.ReadAsync(response);
    }
}
