using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Hosting;

/// <summary>
/// The package on a storage account that is away, spoilt, or put back: it never ends with 0 by itself, for then the Functions host would start
/// nothing again, and never ends at all for what passes.
/// </summary>
[NeedsAzurite]
[Collection(nameof(ReleasedPackage))]
public sealed class FailingStoreTests(ReleasedPackage package) : IAsyncLifetime
{
    private const string Timer = """{"Data":{"timer":{}},"Metadata":{"sys":{}}}""";

    private string _account = "";

    private PackagedHub _hub = null!;

    private AzureStore _store = null!;

    public async Task InitializeAsync()
    {
        _account = (await AzuriteProcess.SharedAsync()).NewAccount();
        _store = EmulatedStore.Of(_account);
        _hub = new(package, new Dictionary<string, string?> { [AzureConnection.Name] = _account });
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [StoreFact]
    public async Task A_Hub_That_Starts_While_Its_Account_Is_Gone_Answers_503_And_Serves_When_It_Is_Back()
    {
        await using var barred = new BarredAccount(_account);
        await using var hub = new PackagedHub(package, new Dictionary<string, string?> { [AzureConnection.Name] = barred.ConnectionString });
        await hub.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await hub.StatusAsync("/api/v1/health/live"));
        using (var answer = await hub.Host.GetAsync(new Uri("/api/v1/public/merchants/registration/DE:HRB999001", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Contains("urn:infoshare:problem:unavailable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await hub.PostAsync("/sweep", Timer));
        Assert.DoesNotContain("   at ", hub.Log, StringComparison.Ordinal);

        barred.Open();
        await hub.ReadyAsync();
        Assert.Equal(HttpStatusCode.OK, await hub.PostAsync("/sweep", Timer));
        using var operation = hub.As("hub-operator", Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await operation.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode);
    }

    /// <summary>Services of an account fail one by one, and some without a word.</summary>
    [StoreFact]
    public async Task A_Hub_That_Starts_While_Its_Tables_Say_Nothing_Answers_The_Host_In_Time_And_Serves_When_They_Do()
    {
        await using var barred = new BarredAccount(_account);
        barred.OpenButForTables();
        await using var hub = new PackagedHub(package, new Dictionary<string, string?> { [AzureConnection.Name] = barred.ConnectionString });
        await hub.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await hub.StatusAsync("/api/v1/health/live"));

        barred.EndStall();
        await Eventually.TrueAsync(
            async () => await hub.StatusAsync("/api/v1/health/ready") == HttpStatusCode.OK, "the hub is ready", TimeSpan.FromMinutes(2), TimeSpan.FromMilliseconds(200));
        await Eventually.TrueAsync(
            async () =>
            {
                using var operation = hub.As("hub-operator", Roles.Administrator);
                return (await operation.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode == HttpStatusCode.OK;
            },
            "the operator is registered",
            TimeSpan.FromMinutes(2),
            TimeSpan.FromMilliseconds(200));
    }

    [StoreFact]
    public async Task A_Row_Of_The_Sequence_That_Cannot_Be_Read_Leaves_The_Hub_Not_Ready_And_Running_Until_It_Is_Mended()
    {
        await _hub.StartAsync();
        await _hub.ReadyAsync();
        await PublishAsync("one");
        var row = StorageNames.SequenceRows.Row(SequenceIndex.Zero);
        var partition = StorageNames.SequenceRows.Partition(SequenceIndex.Zero);
        var whole = (await _store.Tables.GetAsync(StorageNames.Tables.Sequence, partition, row, default))!.Properties;
        await _hub.KillAsync();

        await CommitAsync(StorageNames.Tables.Sequence, partition, new TableWrite.Replace(row, new Properties { { "record", whole.GetString("record")! } }, null));
        await _hub.StartAsync();
        await Eventually.TrueAsync(() => _hub.Log.Contains("The sequence cannot be read on", StringComparison.Ordinal), "it says what is wrong");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _hub.StatusAsync("/api/v1/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await _hub.StatusAsync("/api/v1/health/live"));

        await CommitAsync(StorageNames.Tables.Sequence, partition, new TableWrite.Replace(row, whole, null));
        await _hub.ReadyAsync();
    }

    [StoreFact]
    public async Task A_Hub_Whose_Store_Went_Back_Ends_As_Failed_And_Says_So()
    {
        await _hub.StartAsync();
        await _hub.ReadyAsync();
        await PublishAsync("one");
        await PublishAsync("two");
        await Eventually.TrueAsync(async () => await ListedAsync() == 2, "both are listed");

        // As a copy that had not come as far: the last version's place is free again.
        await CommitAsync(
            StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(SequenceIndex.Zero), new TableWrite.Delete(StorageNames.SequenceRows.Row(SequenceIndex.Zero.Next), null));
        Assert.Equal(1, await _hub.EndAsync());
        Assert.Contains("SEQUENCE CORRUPT", _hub.Log, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task Saying_Restored_Ends_A_Hub_That_Still_Runs_And_Is_Refused_While_One_Sequences()
    {
        await _hub.StartAsync();
        await _hub.ReadyAsync();
        await PublishAsync("one");
        var lease = new SequenceLease(_store.Tables, TimeProvider.System);
        await lease.TakeAsync([StorageNames.RecordRows.Shards[0]], default);
        var (refusedCode, refused) = await SayRestoredAsync();
        Assert.Equal(1, refusedCode);
        Assert.Contains("A hub is sequencing", refused, StringComparison.Ordinal);

        await lease.LetGoAsync(isTired: true, default);
        var (code, said) = await SayRestoredAsync();
        Assert.True(code == 0, said);
        Assert.Equal(1, await _hub.EndAsync());
        Assert.Contains("the store was restored", _hub.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("SEQUENCE CORRUPT", _hub.Log, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> SayRestoredAsync()
    {
        var start = BuiltProgram.StartInfo("InfoShare.Functions", "InfoShare.Functions", ["restored", "--data", _hub.Data]);
        start.Environment[AzureConnection.Name] = _account;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    private async Task PublishAsync(string reference)
    {
        using (var operation = _hub.As("hub-operator", Roles.Administrator))
        {
            using var put = await operation.PutAsync(new Uri("/api/v1/agencies/cn-customs", UriKind.Relative), HubDriver.Json(JsonNode.Parse("""{"name":"X","kind":"customs","jurisdiction":"CN","groups":[]}""")!));
        }

        using var agency = _hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        using var published = await agency.PostAsync(new Uri("/api/v1/sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction(reference)));
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await _hub.PostAsync("/sweep", Timer));
    }

    private async Task<int> ListedAsync()
    {
        using var agency = _hub.As("cn-customs", Roles.Publisher | Roles.Reader);
        using var response = await agency.GetAsync(new Uri("/api/v1/records?publisher=me", UriKind.Relative));
        return (await HubDriver.ReadAsync(response))["items"]!.AsArray().Count;
    }

    private async Task CommitAsync(string table, string partition, TableWrite write) =>
        Assert.IsType<CommitOutcome.Committed>(await _store.Tables.CommitAsync(table, partition, [write], default));
}
