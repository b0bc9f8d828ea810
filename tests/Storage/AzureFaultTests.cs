using System.Globalization;
using System.Text;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Storage;

/// <summary>
/// Every kind of storage call, each of its requests going wrong in every way: what the adapter says became of it is what became of it, or that
/// this is not known; and afterwards all is well.
/// </summary>
[NeedsAzurite]
public sealed class AzureFaultTests
{
    private const string Table = "Things";
    private const string Things = "things";
    private const string Large = "large";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly BlobCondition CreateOnly = new BlobCondition.CreateOnly();

    /// <summary>What the adapter says: it happened, it did not, or it is not known.</summary>
    private enum Said
    {
        Happened,
        Refused,
        NotKnown,
    }

    private static Dictionary<string, string> Tags { get; } = [];

    private static Dictionary<string, QueueMessage> Messages { get; } = [];

    public static TheoryData<string> Writes => [.. AllWrites.Select(call => call.Name)];

    public static TheoryData<string> Reads => [.. AllReads.Keys];

    private static IReadOnlyList<Write> AllWrites { get; } =
    [
        new("insert", NothingAsync, (store, name) => CommitAsync(store, new TableWrite.Insert(name, Number(1))), RowIs(1)),
        new("replace", InsertAsync, async (store, name) => await CommitAsync(store, new TableWrite.Replace(name, Number(2), Tags[name])), RowIs(2)),
        new("merge", InsertAsync, async (store, name) => await CommitAsync(store, new TableWrite.Merge(name, Number(2), Tags[name])), RowIs(2)),
        new("delete a row", InsertAsync, async (store, name) => await CommitAsync(store, new TableWrite.Delete(name, Tags[name])), RowIs(null)),
        new(
            "a commit of three",
            InsertAsync,
            (store, name) => CommitAsync(store, new TableWrite.Insert($"{name} beside", Number(1)), new TableWrite.Upsert($"{name} too", Number(1)), new TableWrite.Merge(name, Number(2), Tags[name])),
            RowIs(2)),
        new("create a blob", NothingAsync, (store, name) => WriteAsync(store, name, "new", CreateOnly), BlobIs("new")),
        new("overwrite a blob", (store, name) => WriteAsync(store, name, "old", CreateOnly), (store, name) => WriteAsync(store, name, "new", new BlobCondition.Always()), BlobIs("new")),
        new("change a blob by its tag", (store, name) => WriteAsync(store, name, "old", CreateOnly), ChangeBlobAsync, BlobIs("new")),
        new("create a large blob", NothingAsync, (store, name) => WriteAsync(store, name, Large, CreateOnly), BlobIs(Large)),
        new("delete a blob", (store, name) => WriteAsync(store, name, "old", CreateOnly), DeleteBlobAsync, BlobIs(null)),
        new("send", NothingAsync, SendAsync, async (store, name) => (await store.Queues.PeekAsync(name, 1, None)).Count > 0),
        new("delete a message", ReceiveOneAsync, DeleteMessageAsync, async (store, name) => await store.Queues.CountAsync(name, None) == 0),
        new("renew", ReceiveOneAsync, RenewAsync, async (store, name) => (await store.Queues.PeekAsync(name, 1, None)).Count > 0),
    ];

    private static IReadOnlyDictionary<string, Func<AzureStore, Task<string>>> AllReads { get; } = new Dictionary<string, Func<AzureStore, Task<string>>>
    {
        ["get"] = async store => (await store.Tables.GetAsync(Table, "p", "there", None))?.Properties.GetInt64("Number")?.ToString(CultureInfo.InvariantCulture) ?? "nothing",
        ["query"] = async store => string.Join(',', (await store.Tables.QueryAsync(Table, "p", "t", "u", 10, null, None)).Entities.Select(row => row.Row)),
        ["query keys"] = async store => string.Join(',', (await store.Tables.QueryKeysAsync(Table, "p", "t", "u", 10, null, None)).Rows),
        ["properties of a blob"] = async store => (await store.Blobs.GetPropertiesAsync(Things, "there", None))?.Length.ToString(CultureInfo.InvariantCulture) ?? "nothing",
        ["read a blob"] = store => ReadAsync(store, "there"),
        ["read a large blob"] = async store => (await ReadAsync(store, Large)) == LargeText ? "all of it" : "something else",
        ["list blobs"] = ListAsync,
        ["peek"] = async store => string.Join(',', (await store.Queues.PeekAsync(Things, 5, None)).Select(message => message.Text)),
        ["count"] = async store => (await store.Queues.CountAsync(Things, None)).ToString(CultureInfo.InvariantCulture),
    };

    private static string LargeText { get; } = string.Concat(Enumerable.Range(0, 700_000).Select(number => number.ToString("D8", CultureInfo.InvariantCulture)));

    [StoreTheory]
    [MemberData(nameof(Writes))]
    public async Task What_Is_Said_Of_A_Write_Is_True_Whatever_Goes_Wrong(string name)
    {
        var write = AllWrites.Single(write => write.Name == name);
        var network = new FaultyTransport();
        var account = (await AzuriteProcess.SharedAsync()).NewAccount();
        var (sound, faulty) = (EmulatedStore.Of(account), EmulatedStore.Of(account, Options(network)));

        // The first makes the table, the container or the queue.
        Assert.Equal(Said.Happened, await TryAsync(sound, faulty, write, "first"));
        network.Reset((_, _) => CallFault.None);
        Assert.Equal(Said.Happened, await TryAsync(sound, faulty, write, "second"));
        var calls = network.Calls;
        foreach (var fault in FaultyTransport.Faults)
        {
            for (var call = 1; call <= calls; call++)
            {
                foreach (var persistent in (bool[])[false, true])
                {
                    var key = $"{fault}-{call}-{persistent}".ToLowerInvariant();
                    await write.Prepare(sound, key);
                    network.Reset((number, _) => number == call || (persistent && number > call) ? fault : CallFault.None);
                    var said = await SaidAsync(() => write.Act(faulty, key));
                    network.Reset((_, _) => CallFault.None);
                    var happened = await write.Happened(sound, key);
                    Assert.True(said == Said.NotKnown || happened == (said == Said.Happened), $"{name}, {key}: said {said}, and it has {(happened ? "" : "not ")}happened.");
                    Assert.True(fault is not CallFault.IsNotConnected || said != Said.NotKnown || call > 1, $"{name}, {key}: it is known.");
                }
            }
        }
    }

    [StoreTheory]
    [MemberData(nameof(Reads))]
    public async Task A_Read_Gives_What_Is_There_Or_Says_That_It_Cannot(string name)
    {
        var network = new FaultyTransport();
        var account = (await AzuriteProcess.SharedAsync()).NewAccount();
        var (sound, faulty) = (EmulatedStore.Of(account), EmulatedStore.Of(account, Options(network)));
        await CommitAsync(sound, new TableWrite.Insert("there", Number(1)), new TableWrite.Insert("too", Number(2)));
        await WriteAsync(sound, "there", "content", CreateOnly);
        await WriteAsync(sound, Large, Large, CreateOnly);
        await sound.Queues.SendAsync(Things, "message", TimeSpan.Zero, None);
        var read = AllReads[name];
        var expected = await read(sound);
        Assert.Equal(expected, await read(faulty));
        var calls = network.Calls;
        foreach (var fault in FaultyTransport.Faults)
        {
            for (var call = 1; call <= calls; call++)
            {
                network.Reset((number, _) => number == call ? fault : CallFault.None);
                await AssertTrueAsync($"{name}, {fault} of call {call}", read, faulty, expected, mayFail: fault is CallFault.IsBusy or CallFault.IsRefusedOnTheWay or CallFault.Answers409 or CallFault.Answers412 or CallFault.IsCutShort);
                network.Reset((number, _) => number >= call ? fault : CallFault.None);
                await AssertTrueAsync($"{name}, {fault} from call {call} on", read, faulty, expected, mayFail: fault is not CallFault.IsSlow);
            }
        }
    }

    private static async Task AssertTrueAsync(string what, Func<AzureStore, Task<string>> read, AzureStore faulty, string expected, bool mayFail)
    {
        try
        {
            Assert.Equal($"{what}: {expected}", $"{what}: {await read(faulty)}");
        }
        catch (StorageUnavailableException) when (mayFail)
        {
            // It says that it cannot.
        }
    }

    private static AzureOptions Options(FaultyTransport network) => new() { Transport = network, RetryDelay = TimeSpan.FromMilliseconds(1) };

    private static async Task<Said> TryAsync(AzureStore sound, AzureStore faulty, Write write, string key)
    {
        await write.Prepare(sound, key);
        var said = await SaidAsync(() => write.Act(faulty, key));
        Assert.Equal(said == Said.Happened, await write.Happened(sound, key));
        return said;
    }

    private static async Task<Said> SaidAsync(Func<Task<Said>> act)
    {
        try
        {
            return await act();
        }
        catch (StorageUnavailableException)
        {
            return Said.Refused;
        }
        catch (StorageUncertainException)
        {
            return Said.NotKnown;
        }
    }

    private static Task<Said> NothingAsync(AzureStore store, string name) => Task.FromResult(Said.Happened);

    private static Properties Number(long number) => new() { { "Number", number } };

    private static async Task<Said> CommitAsync(AzureStore store, params TableWrite[] writes)
    {
        switch (await store.Tables.CommitAsync(Table, "p", writes, None))
        {
            case CommitOutcome.Committed committed:
                Tags[writes[0].Row] = committed.ETags[0];
                return Said.Happened;
            case CommitOutcome.Conflict conflict:
                // Nobody else writes these rows, so a conflict could only be with itself.
                Assert.Fail($"{writes[0].Row}: {conflict}");
                return Said.Refused;
            default:
                return Said.NotKnown;
        }
    }

    private static Task<Said> InsertAsync(AzureStore store, string name) => CommitAsync(store, new TableWrite.Insert(name, Number(1)));

    private static Func<AzureStore, string, Task<bool>> RowIs(long? number) =>
        async (store, name) => (await store.Tables.GetAsync(Table, "p", name, None))?.Properties.GetInt64("Number") == number;

    private static async Task<Said> WriteAsync(AzureStore store, string name, string text, BlobCondition condition)
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(text == Large ? LargeText : text));
        return await store.Blobs.WriteAsync(Things, name, content, condition, None) is BlobWriteOutcome.Written ? Said.Happened : Said.Refused;
    }

    private static async Task<Said> ChangeBlobAsync(AzureStore store, string name)
    {
        using var content = new MemoryStream("new"u8.ToArray());
        var tag = (await store.Blobs.GetPropertiesAsync(Things, name, None))!.ETag;
        return await store.Blobs.WriteAsync(Things, name, content, new BlobCondition.IfMatch(tag), None) is BlobWriteOutcome.Written ? Said.Happened : Said.Refused;
    }

    private static async Task<Said> DeleteBlobAsync(AzureStore store, string name) => await store.Blobs.DeleteAsync(Things, name, None) ? Said.Happened : Said.Refused;

    private static Func<AzureStore, string, Task<bool>> BlobIs(string? text) => async (store, name) =>
        await ReadAsync(store, name) == (text == Large ? LargeText : text ?? "nothing");

    private static async Task<string> ReadAsync(AzureStore store, string name)
    {
        await using var content = await store.Blobs.OpenReadAsync(Things, name, 0, null, None);
        using var reader = new StreamReader(content ?? new MemoryStream("nothing"u8.ToArray()));
        return await reader.ReadToEndAsync();
    }

    private static async Task<string> ListAsync(AzureStore store)
    {
        var names = new List<string>();
        await foreach (var blob in store.Blobs.ListAsync(Things, "", None))
        {
            names.Add(blob.Name);
        }

        return string.Join(',', names);
    }

    private static async Task<Said> SendAsync(AzureStore store, string name)
    {
        await store.Queues.SendAsync(name, name, TimeSpan.Zero, None);
        return Said.Happened;
    }

    private static async Task<Said> ReceiveOneAsync(AzureStore store, string name)
    {
        await SendAsync(store, name);
        Messages[name] = Assert.Single(await store.Queues.ReceiveAsync(name, 1, TimeSpan.FromMinutes(5), None));
        return Said.Happened;
    }

    private static async Task<Said> DeleteMessageAsync(AzureStore store, string name) => await store.Queues.DeleteAsync(Messages[name], None) ? Said.Happened : Said.Refused;

    private static async Task<Said> RenewAsync(AzureStore store, string name) =>
        await store.Queues.RenewAsync(Messages[name], TimeSpan.Zero, None) is null ? Said.Refused : Said.Happened;

    /// <param name="Prepare">What must be there before.</param>
    /// <param name="Happened">Whether it has taken effect.</param>
    private sealed record Write(string Name, Func<AzureStore, string, Task<Said>> Prepare, Func<AzureStore, string, Task<Said>> Act, Func<AzureStore, string, Task<bool>> Happened);
}
