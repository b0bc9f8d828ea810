using System.Net;
using System.Net.Http.Headers;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Merchants;
using InfoShare.Sequencing;
using InfoShare.Snapshots;
using InfoShare.Storage;
using Microsoft.Extensions.Configuration;

namespace InfoShare.Benchmarks.Hub;

/// <summary>
/// A store with many records, on which the built executable is started again and again: the embedded one, or the storage account that <c>HubStorage</c> names.
/// </summary>
/// <param name="package">The folder of the unpacked package, which is then started as the Functions host does; null: the executable beside this program, standing alone.</param>
internal sealed class ColdHub(string? package = null) : IDisposable
{
    private const int RowsOfCommit = 100;

    private static readonly string? Account = Environment.GetEnvironmentVariable(AzureConnection.Name);

    /// <summary>Whether the store is an account.</summary>
    public static bool IsOnAccount => Account is not null;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("infoshare-cold-");

    /// <summary>Fills the store; answers how long writing the snapshot took, and its length.</summary>
    public async Task<(double Seconds, long Bytes)> FillAsync(int records)
    {
        // The first start makes the hub's keys.
        await using (var first = Start(out var port))
        {
            await FirstAnswerAsync(port, "health/ready", null);
        }

        using var embedded = Account is null ? new SqliteStore(_data.FullName) : null;
        var (tables, blobs) = embedded is null ? OnAccount(Account!) : (embedded.Tables, embedded.Blobs);
        await RegisterAsync(tables);
        var index = new MerchantIndex(TimeProvider.System);
        var commits = Enumerable.Range(0, records).Chunk(RowsOfCommit);
        await Parallel.ForEachAsync(commits, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (numbers, cancellationToken) => await CommitAsync(tables, numbers));
        for (var number = 0; number < records; number++)
        {
            index.Apply(new(new(number), InventedEntry.Of(number)));
        }

        var head = await SequenceHead.LoadAsync(tables, CancellationToken.None);
        await head.MoveAsync(tables, new(records), CancellationToken.None);
        var snapshots = new IndexSnapshots(index, blobs, tables, new() { AfterEntries = 1 }, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var built = (SnapshotBuild.Built)await snapshots.BuildAsync(head.Epoch, CancellationToken.None);
        return (TimeProvider.System.GetElapsedTime(started).TotalSeconds, built.Length);
    }

    /// <summary>Fills the store as a publisher does, by a submission.</summary>
    public async Task SubmitAsync(int records)
    {
        // The first start makes the hub's keys.
        await using (var first = Start(out var port))
        {
            await FirstAnswerAsync(port, "health/ready", null);
        }

        using (var store = new SqliteStore(_data.FullName))
        {
            await RegisterAsync(store.Tables);
        }

        await using var hub = Start(out var other);
        var client = await FirstAnswerAsync(other, "health/ready", Token(Roles.Publisher, "bench-market"));
        var submitted = await Submitted.StartAsync(client, Path.Combine(_data.FullName, "submission.ndjson"), SanctionLines.Of(records), compressed: true);
        var seconds = await submitted.DoneAsync(records);
        await Console.Out.WriteLineAsync(Numbers.Text($"{records} records published in {seconds:F0} s; waiting for the timer that writes the index's snapshot"));

        // As on a hub that has run for a while: else the next start would read the sequence, and write the snapshot while it is measured.
        using var administrator = await FirstAnswerAsync(other, "metrics", Token(Roles.Administrator, "hub-operator"));
        while (await SnapshotAsync(administrator) < records - new SnapshotOptions().AfterEntries)
        {
            await Task.Delay(500);
        }
    }

    /// <summary>Versions in the newest snapshot.</summary>
    private static async Task<long> SnapshotAsync(HttpClient administrator)
    {
        const string Name = "infoshare_snapshot_index ";
        var line = (await administrator.GetStringAsync("metrics")).Split('\n').FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[Name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the snapshots away, so that the next start reads the sequence.</summary>
    public async Task RemoveSnapshotsAsync()
    {
        using var store = new SqliteStore(_data.FullName);
        await foreach (var blob in store.Blobs.ListAsync(StorageNames.Containers.Snapshots, "", CancellationToken.None))
        {
            await store.Blobs.DeleteAsync(StorageNames.Containers.Snapshots, blob.Name, CancellationToken.None);
        }
    }

    /// <param name="settings">Environment variables.</param>
    public ChildProcess Start(out int port, params (string Name, string Value)[] settings)
    {
        port = HubProcess.FreePort();
        var process = package is null
            ? ChildProcess.StartHub(["serve", "--urls", $"http://127.0.0.1:{port}", "--data", _data.FullName], settings)
            : ChildProcess.StartPackage(package, new Dictionary<string, string>
            {
                ["FUNCTIONS_CUSTOMHANDLER_PORT"] = Numbers.Text($"{port}"),
                ["InfoShare__DataDirectory"] = _data.FullName,
            });
        process.IgnoreOutput();
        return process;
    }

    /// <summary>Asks until there is an answer of 200.</summary>
    public async Task<HttpClient> FirstAnswerAsync(int port, string route, string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/"), Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(route);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return client;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(2);
        }
    }

    public string Token(Roles roles = Roles.Reader, string agency = "bench-customs")
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(_data.FullName, EmbeddedIssuer.KeyFile));
        return key.CreateToken(AgencyId.Parse(agency), roles, TimeSpan.FromHours(6), TimeProvider.System.GetUtcNow());
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static (ITables Tables, IBlobs Blobs) OnAccount(string connection)
    {
        var store = new AzureStore(AzureConnection.Read(new ConfigurationBuilder().AddInMemoryCollection([new(AzureConnection.Name, connection)]).Build()));
        return (store.Tables, store.Blobs);
    }

    private static async Task RegisterAsync(ITables tables)
    {
        var agencies = new AgencyStore(tables, TimeProvider.System);
        foreach (var (id, kind) in new[] { ("bench-market", AgencyKind.MarketRegulator), ("bench-customs", AgencyKind.Customs) })
        {
            await agencies.PutAsync(
                new() { Id = AgencyId.Parse(id), Name = id, Kind = kind, Jurisdiction = "DE", Membership = Membership.Home, Groups = [] }, null, CancellationToken.None);
        }
    }

    private static async Task CommitAsync(ITables tables, int[] numbers)
    {
        var rows = numbers.Select(number =>
        {
            var entry = InventedEntry.Of(number);
            return new SequenceRow(new(number), entry.Header.Id, 1, $"p~{number}", PendingRow.Encode(entry)).ToInsert();
        });
        var outcome = await tables.CommitAsync(
            StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(new(numbers[0])), [.. rows], CancellationToken.None);
        if (outcome is not CommitOutcome.Committed)
        {
            throw new InvalidOperationException($"The sequence could not be written: {outcome}");
        }
    }
}
