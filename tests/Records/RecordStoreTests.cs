using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Records;

/// <summary>Records over the table port, with commits whose answers are lost.</summary>
public sealed class RecordStoreTests
{
    private static readonly Agency Customs = new()
    {
        Id = AgencyId.Parse("cn-customs"),
        Name = "Customs",
        Kind = AgencyKind.Customs,
        Jurisdiction = "CN",
        TimeZone = "Asia/Shanghai",
    };

    private readonly UncertainTables _tables = new(new MemoryTables());

    [Fact]
    public async Task Publishing_Many_At_Once_Makes_A_Version_And_A_Pending_Row_Of_Each()
    {
        var store = await StoreAsync();
        var outcomes = await store.ExecuteManyAsync([.. Enumerable.Range(0, 500).Select(n => Publish($"R-{n}"))], default);
        Assert.All(outcomes, outcome => Assert.Equal(1, Assert.IsType<RecordOutcome.Done>(outcome).Version));
        Assert.Equal(500, await CountPendingAsync());
    }

    [Fact]
    public async Task A_Batch_Published_Again_Is_Unchanged_Whole()
    {
        var store = await StoreAsync();
        RecordCommand[] batch = [.. Enumerable.Range(0, 200).Select(n => Publish($"R-{n}"))];
        await store.ExecuteManyAsync(batch, default);
        Assert.All(await store.ExecuteManyAsync(batch, default), outcome => Assert.IsType<RecordOutcome.Unchanged>(outcome));
        Assert.Equal(200, await CountPendingAsync());
    }

    [Fact]
    public async Task Commands_Of_One_Record_In_A_Batch_Are_Carried_Out_In_Their_Order()
    {
        var store = await StoreAsync();
        var outcomes = await store.ExecuteManyAsync(
            [Publish("R"), Correct("R", "counterfeit", 1), Publish("R"), new RecordCommand.Retract(Customs, RecordKind.Sanction, "R", null, "Wrong.")], default);
        Assert.Equal(new RecordOutcome.Done(outcomes[0].Id, 1, RecordChange.Published), outcomes[0]);
        Assert.Equal(new RecordOutcome.Done(outcomes[0].Id, 2, RecordChange.Corrected), outcomes[1]);
        Assert.Equal(new RecordOutcome.Unchanged(outcomes[0].Id, 1, 2), outcomes[2]);
        Assert.Equal(new RecordOutcome.Done(outcomes[0].Id, 3, RecordChange.Retracted), outcomes[3]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Commit_Whose_Answer_Was_Lost_Is_Told_Truly_And_Stored_Once(bool stored)
    {
        var store = await StoreAsync();
        _tables.LoseNext(stored);
        var outcome = await store.ExecuteAsync(Publish("R"), default);
        Assert.Equal(new RecordOutcome.Done(outcome.Id, 1, RecordChange.Published), outcome);
        Assert.Single(await store.GetHistoryAsync(outcome.Id, 1, 9, default));
        Assert.Equal(1, await CountPendingAsync());

        _tables.LoseNext(stored);
        var corrected = await store.ExecuteAsync(Correct("R", "counterfeit", 1), default);
        Assert.Equal(new RecordOutcome.Done(outcome.Id, 2, RecordChange.Corrected), corrected);
        Assert.Equal(2, await CountPendingAsync());
    }

    [Fact]
    public async Task A_Command_With_An_Origin_Sent_Again_Reports_What_It_Did_The_First_Time()
    {
        var store = await StoreAsync();
        var command = Publish("R") with { Origin = "submission:1" };
        var first = await store.ExecuteAsync(command, default);
        Assert.Equal(first, await store.ExecuteAsync(command, default));
        Assert.IsType<RecordOutcome.Unchanged>(await store.ExecuteAsync(Publish("R") with { Origin = "submission:2" }, default));
    }

    [Fact]
    public async Task Every_Pending_Row_Names_The_One_Before_It()
    {
        var store = await StoreAsync();
        await store.ExecuteAsync(Publish("R"), default);
        await store.ExecuteAsync(Correct("R", "counterfeit", 1), default);
        var outcome = await store.ExecuteAsync(Correct("R", "fake-reviews", 2), default);
        var pending = (await PendingAsync(outcome.Id.Shard)).OrderBy(row => row.Version).ToList();
        Assert.Equal("", pending[0].After);
        Assert.Equal(pending[0].Key, pending[1].After);
        Assert.Equal(pending[1].Key, pending[2].After);
    }

    [Fact]
    public async Task Publicity_Ends_With_Its_Day_In_The_Publishers_Time_Zone()
    {
        var store = await StoreAsync();
        var outcome = await store.ExecuteAsync(new RecordCommand.Publish(Customs, Draft("R", record => record["publicityUntil"] = "2029-03-11")), default);
        var header = await store.GetHeaderAsync(outcome.Id, default);
        Assert.Equal(new DateTimeOffset(2029, 3, 11, 16, 0, 0, TimeSpan.Zero), header!.PublicityEndsAt);
    }

    private static RecordCommand.Publish Publish(string reference) => new(Customs, Draft(reference, _ => { }));

    private static RecordCommand.Correct Correct(string reference, string category, int ifVersion) =>
        new(Customs, Draft(reference, record => record["category"] = category), ifVersion, "For the test.");

    private static RecordDraft Draft(string reference, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var record = Invented.Sanction(reference);
        change(record);
        var errors = new ErrorList();
        var line = RecordReader.ReadLine(
            Encoding.UTF8.GetBytes(record.ToJsonString()), RecordKind.Sanction, EnvelopeMembers.Kind, new(Customs, _ => true), errors);
        Assert.Empty(errors);
        return line!.Draft!;
    }

    private async Task<RecordStore> StoreAsync() =>
        new(_tables, await HubKeys.LoadAsync(new OneBlob(), default), new SequenceSignal(), TimeProvider.System);

    private async Task<int> CountPendingAsync()
    {
        var count = 0;
        foreach (var shard in StorageNames.RecordRows.Shards)
        {
            count += (await PendingAsync(shard)).Count;
        }

        return count;
    }

    private async Task<List<PendingRow>> PendingAsync(string shard)
    {
        var (from, to) = StorageNames.RecordRows.AllPending;
        var rows = new List<PendingRow>();
        await foreach (var entity in _tables.QueryAllAsync(StorageNames.Tables.Records, shard, from, to, default))
        {
            rows.Add(PendingRow.Read(entity));
        }

        return rows;
    }
}
