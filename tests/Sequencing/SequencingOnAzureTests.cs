using InfoShare.Functions.Storage.Azure;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>The sequencer on a storage account whose every request may go wrong in every way.</summary>
[NeedsAzurite]
public sealed class SequencingOnAzureTests
{
    private static readonly string[] Shards = ["00", "3f"];

    private static readonly SequencingLimits Limits = new() { CommitRows = 2, CommitPairs = 2, SegmentRows = 2, ReadRows = 2 };

    private int _record;

    [StoreFact]
    public async Task Every_Request_May_Go_Wrong_In_Every_Way_And_All_Is_Sequenced_Once_And_In_Order()
    {
        var network = new FaultyTransport();
        var account = (await AzuriteProcess.SharedAsync()).NewAccount();
        var sound = EmulatedStore.Of(account);
        var faulty = EmulatedStore.Of(account, new() { Transport = network, RetryDelay = TimeSpan.FromMilliseconds(1) });

        // The first round makes the tables, the head and the container; the second is the measure.
        await PublishAsync(sound);
        await RoundsAsync(faulty);
        await PublishAsync(sound);
        network.Reset((_, _) => CallFault.None);
        await RoundsAsync(faulty);
        var (calls, runs) = (network.Calls, 0);
        Assert.InRange(calls, 8, 60);
        foreach (var fault in FaultyTransport.Faults)
        {
            for (var call = 1; call <= calls; call++, runs++)
            {
                await PublishAsync(sound);
                network.Reset((number, _) => number == call ? fault : CallFault.None);
                await RoundsAsync(faulty);
            }
        }

        await AssertWholeAsync(sound);
        Assert.True(runs > 100, $"Only {runs} runs.");
    }

    /// <summary>Three records of which one has two versions, the later with the earlier clock.</summary>
    private async Task PublishAsync(AzureStore store)
    {
        var (first, second, third) = (NextRecord("00"), NextRecord("00"), NextRecord("3f"));
        var one = Entries.Pending(first, 1, 5, "");
        foreach (var pending in (PendingRow[])[one, Entries.Pending(first, 2, 1, one.Key), Entries.Pending(second, 1, 3, ""), Entries.Pending(third, 1, 2, "")])
        {
            Assert.IsType<CommitOutcome.Committed>(
                await store.Tables.CommitAsync(StorageNames.Tables.Records, pending.Record.Shard, Entries.Commit(pending), default));
        }
    }

    /// <summary>Signal after signal, until nothing is pending; a run that the storage interrupts is asked for again, as by the queue.</summary>
    private static async Task RoundsAsync(AzureStore store)
    {
        var sequencer = new Sequencer(store.Tables, TimeProvider.System, new(), Limits);
        var segments = new SequenceSegments(store.Tables, store.Blobs, Limits);
        for (var runs = 0; await sequencer.RunAsync(Shards, default) is not RoundOutcome.Idle; runs++)
        {
            Assert.True(runs < 10, "The sequencer does not come to rest.");
        }

        for (var isSealed = false; !isSealed;)
        {
            try
            {
                await segments.SealAsync(default);
                isSealed = true;
            }
            catch (Exception fault) when (fault is StorageUnavailableException or StorageUncertainException)
            {
                // The sweep tries again.
            }
        }
    }

    private async Task AssertWholeAsync(AzureStore store)
    {
        var places = new Dictionary<(RecordId, int), long>();
        await foreach (var row in store.Tables.QueryAllAsync(StorageNames.Tables.Sequence, StorageNames.SequenceRows.Partition(SequenceIndex.Zero), null, null, default))
        {
            var entry = SequenceRow.Read(row);
            Assert.Equal(places.Count, entry.Index.Value);
            places.Add((entry.Record, entry.Version), entry.Index.Value);
        }

        Assert.Equal(_record / 3 * 4, places.Count);
        Assert.All(places.Where(place => place.Key.Item2 == 2), place => Assert.True(places[(place.Key.Item1, 1)] < place.Value));
        foreach (var shard in Shards)
        {
            await foreach (var row in store.Tables.QueryAllAsync(StorageNames.Tables.Records, shard, null, null, default))
            {
                Assert.StartsWith("v~", row.Row, StringComparison.Ordinal);
                var parts = row.Row.Split('~');
                Assert.Equal(places[(RecordId.Parse(parts[1]), int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture))], row.Properties.GetInt64("index"));
            }
        }

        await AssertReadAsync(store, places);
    }

    /// <summary>From the segments and from the table alone the same is read.</summary>
    private static async Task AssertReadAsync(AzureStore store, Dictionary<(RecordId, int), long> places)
    {
        var epoch = await SequenceHead.LoadEpochAsync(store.Tables, default);
        foreach (var segments in (SequenceSegments?[])[null, new(store.Tables, store.Blobs, Limits)])
        {
            var count = 0;
            await foreach (var (index, entry) in new SequenceReader(store.Tables, Limits, segments).ReadAsync(SequenceIndex.Zero, epoch, default))
            {
                Assert.Equal(places[(entry.Header.Id, entry.Header.Version)], index.Value);
                count++;
            }

            Assert.Equal(places.Count, count);
        }

        Assert.NotNull(await new SequenceSegments(store.Tables, store.Blobs, Limits).ReadAsync(epoch, new(places.Count - 2), default));
    }

    private RecordId NextRecord(string shard)
    {
        var number = _record++;
        var letters = string.Concat(number.ToString("D6", System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));
        return RecordId.Parse($"sanction_{shard}{letters.PadRight(26, 'a')}");
    }
}
