using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Cli;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Cli;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Kill;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Hub;

/// <summary>
/// Three hubs, each a process of its own that answers HTTP and takes the queues' messages, on one storage account: clients publish, correct, submit
/// and look up at all of them at once, and one is killed and started again meanwhile.
/// </summary>
[NeedsAzurite]
public sealed class ScaleOutTests : IAsyncLifetime
{
    private const int Records = 30;

    private readonly List<HubProcess> _hubs = [];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infoshare-scale-");

    private string _account = "";

    public async Task InitializeAsync()
    {
        _account = (await AzuriteProcess.SharedAsync()).NewAccount();
        var settings = new Dictionary<string, string> { ["Storage"] = "azure", [AzureConnection.Name] = _account, ["Snapshots__AfterEntries"] = "1" };
        _hubs.Add(await HubProcess.StartAsync(settings));
        foreach (var hub in await Task.WhenAll(HubProcess.StartAsync(settings, _hubs[0].Data), HubProcess.StartAsync(settings, _hubs[0].Data)))
        {
            _hubs.Add(hub);
        }

        await _hubs[1].RegisterAsync("de-market", "market-regulator");
    }

    public async Task DisposeAsync()
    {
        foreach (var hub in Enumerable.Reverse(_hubs))
        {
            await hub.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [StoreFact]
    public async Task Nothing_Is_Lost_Nothing_Is_Twice_In_The_Sequence_And_Every_Process_Sees_The_Same()
    {
        await Eventually.TrueAsync(() => _hubs.All(KnowsTheAgency), "every process knows the agency");
        var expected = new ConcurrentDictionary<string, int>();
        var submitted = KillOneAndSubmitAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Records), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (number, _) => await LiveAsync(number, expected));
        await submitted;

        // Every process, the killed one too, comes to list the same records in the same versions.
        foreach (var hub in _hubs)
        {
            await hub.ReadyAsync();

            // What the killed one held is found by the sweep, within a minute.
            await Eventually.TrueAsync(
                async () => await ListAsync(hub) is var list && list.Count == Records + 40 && expected.All(record => list[record.Key] == record.Value),
                $"{hub.Address} lists all",
                TimeSpan.FromSeconds(90),
                TimeSpan.FromMilliseconds(200));
        }

        var store = EmulatedStore.Of(_account);
        var check = new StoreCheck(store.Tables, store.Blobs);
        await check.RunAsync();
        Assert.Equal(Records + 40, check.CountRecords("de-market"));
        Assert.Equal(40, await check.CheckSubmissionsAsync("de-market", new HashSet<string>(), 40));
        await AssertStartsFromSnapshotAsync(store);
    }

    /// <summary>One process's start leaves a snapshot of the index, from which another starts.</summary>
    private async Task AssertStartsFromSnapshotAsync(AzureStore store)
    {
        await Eventually.TrueAsync(
            async () => await store.Blobs.ListAsync(StorageNames.Containers.Snapshots, "", default).AnyAsync(blob => StorageNames.SnapshotBlobs.Read(blob.Name)!.Value.Index > SequenceIndex.Zero), "a snapshot is written", TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100));
        await _hubs[1].KillAsync();
        _hubs[1].Launch();
        await _hubs[1].ReadyAsync();
        Assert.Equal(Records + 40, (await ListAsync(_hubs[1])).Count);

        // What a process says is all in its log once it has ended.
        await _hubs[1].KillAsync();
        Assert.Contains("The index starts from the snapshot at", _hubs[1].Log, StringComparison.Ordinal);
    }

    /// <summary>A record is published at one process, corrected at the next and looked up at the third.</summary>
    private async Task LiveAsync(int number, ConcurrentDictionary<string, int> expected)
    {
        var record = Invented.Sanction($"S-{number}");
        var answer = await UntilAsync(number, client => client.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(record)));
        var id = answer["id"]!.GetValue<string>();
        expected[id] = 1;
        if (number % 3 == 0)
        {
            record = record.With("severity", "serious").With("change", new JsonObject { ["reason"] = "Looked at again." });
            var corrected = await UntilAsync(number + 1, async client =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, $"records/{id}") { Content = HubDriver.Json(record.DeepClone()) };
                request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
                return await client.SendAsync(request);
            });
            expected[id] = corrected["version"]!.GetValue<int>();
        }

        var shown = await UntilAsync(number + 2, client => client.GetAsync(new Uri($"records/{id}", UriKind.Relative)));
        Assert.Equal(expected[id], shown["version"]!.GetValue<int>());
    }

    /// <summary>As a client does: again, at the next process, when one is away or unsure. What was stored is not stored twice.</summary>
    private async Task<JsonNode> UntilAsync(int first, Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        for (var tries = 0; ; tries++)
        {
            using var client = _hubs[(first + tries) % _hubs.Count].As("de-market", Roles.Publisher | Roles.Reader);
            try
            {
                using var response = await send(client);
                var answer = await HubDriver.ReadAsync(response);
                if (response.IsSuccessStatusCode)
                {
                    return answer;
                }

                // A correction that was stored though its answer was lost is found as version 2.
                if (response.StatusCode == HttpStatusCode.PreconditionFailed && tries > 0)
                {
                    return new JsonObject { ["version"] = 2 };
                }

                Assert.True(response.StatusCode == HttpStatusCode.ServiceUnavailable, $"{response.StatusCode}: {answer}");
            }
            catch (HttpRequestException)
            {
                // It was killed.
            }

            Assert.True(tries < 100, "No process answers.");
            await Task.Delay(50);
        }
    }

    /// <summary>The tool uploads a file at one process; whichever takes its messages works on it.</summary>
    private async Task SubmitAsync()
    {
        var file = Path.Combine(_folder.FullName, "lines.ndjson");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 40).Select(number => Invented.Sanction($"L-{number}").With("kind", "sanction").ToJsonString()));
        var tool = new Tool(_hubs[0].Address, _hubs[0].Token("de-market", Roles.Publisher | Roles.Reader));
        var run = await tool.RunAsync("publish", file);
        Assert.True(run.ExitCode == ExitCodes.Done, run.Error + run.Out);
    }

    private async Task KillOneAndSubmitAsync()
    {
        await Eventually.TrueAsync(() => ListAsync(_hubs[0]).GetAwaiter().GetResult().Count > 5, "work is under way");
        await _hubs[2].KillAsync();
        await SubmitAsync();
        _hubs[2].Launch();
    }

    private static bool KnowsTheAgency(HubProcess hub)
    {
        using var client = hub.As("de-market", Roles.Reader);
        using var response = client.GetAsync(new Uri("me", UriKind.Relative)).GetAwaiter().GetResult();
        return response.IsSuccessStatusCode;
    }

    private static async Task<Dictionary<string, int>> ListAsync(HubProcess hub)
    {
        using var client = hub.As("de-market", Roles.Publisher | Roles.Reader);
        using var response = await client.GetAsync(new Uri("records?publisher=me&limit=500", UriKind.Relative));
        return (await HubDriver.ReadAsync(response))["items"]!.AsArray().ToDictionary(item => item!["id"]!.GetValue<string>(), item => item!["version"]!.GetValue<int>());
    }
}
