using System.Runtime.CompilerServices;
using InfoShare.Snapshots;
using InfoShare.Storage;
using InfoShare.Tests.Merchants;
using InfoShare.Tests.Storage;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Snapshots;

public sealed class SnapshotCrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Crash_At_Any_Storage_Call_While_Building_Leaves_A_Snapshot_Of_Use(bool after)
    {
        var calls = await RunAsync(0, after);
        Assert.True(calls >= 6);
        for (var at = 1; at <= calls; at++)
        {
            await RunAsync(at, after);
        }
    }

    /// <summary>Builds a third snapshot, so that one is removed as well; the number of storage calls.</summary>
    private static async Task<int> RunAsync(int at, bool after)
    {
        var fixture = new SnapshotFixture(new MemoryTables(), new MemoryBlobs());
        var random = new Random(at);
        SnapshotBuild.Built older = null!;
        for (var built = 0; built < 2; built++)
        {
            RandomHub.Fill(fixture.Hub, random, 50);
            older = await fixture.BuildAsync();
        }

        RandomHub.Fill(fixture.Hub, random, 50);
        await fixture.SequenceAsync();
        var (crash, epoch) = (new Crash(), await fixture.EpochAsync());
        crash.Reset(at, after);
        var blobs = new CrashingListing(new CrashingBlobs(fixture.Blobs, crash), crash);
        var building = fixture.Of(fixture.Hub.Index, blobs, new CrashingTables(fixture.Tables, crash)).BuildAsync(epoch, CancellationToken.None);
        if (at == 0)
        {
            await building;
        }
        else
        {
            await Assert.ThrowsAsync<CrashException>(() => building);
        }

        var calls = crash.Calls;
        var (index, start) = await fixture.StartColdAsync();
        Assert.True(start.From >= older.Index);
        Assert.Empty(start.Ignored);
        Assert.Equal(IndexAnswers.Of(fixture.Hub.Index), IndexAnswers.Of(index));

        fixture.Hub.Publish("cn-customs", "later", IndexFixture.Green);
        await fixture.BuildAsync();
        Assert.Equal(IndexSnapshots.Kept, (await fixture.NamesAsync()).Count);
        return calls;
    }

    private sealed class CrashingListing(IBlobs inner, Crash crash) : ForwardingBlobs(inner)
    {
        public override async IAsyncEnumerable<BlobProperties> ListAsync(
            string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await crash.CallAsync(() => ValueTask.FromResult(true));
            await foreach (var blob in base.ListAsync(container, prefix, cancellationToken))
            {
                yield return blob;
            }
        }
    }
}
