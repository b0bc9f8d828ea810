using InfoShare.Merchants;
using InfoShare.Sequencing;
using InfoShare.Snapshots;
using InfoShare.Storage;
using InfoShare.Tests.Merchants;
using InfoShare.Tests.Storage;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Snapshots;

/// <summary>Random hubs: whoever starts from a snapshot answers as whoever has read every version.</summary>
public sealed class SnapshotPropertyTests : IDisposable
{
    private readonly EmbeddedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_Hub_That_Starts_From_A_Snapshot_Answers_The_Same_As_One_That_Reads_The_Sequence()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var fixture = new SnapshotFixture(new MemoryTables(), new MemoryBlobs());
            RandomHub.Fill(fixture.Hub, random, random.Next(1, 400));
            await fixture.BuildAsync();
            RandomHub.Fill(fixture.Hub, random, random.Next(0, 200));

            var (index, start) = await fixture.StartColdAsync();

            Assert.NotNull(start.From);
            Assert.Empty(start.Ignored);
            Assert.Equal(IndexAnswers.Of(fixture.Hub.Index), IndexAnswers.Of(index));
        }
    }

    [Fact]
    public async Task A_Snapshot_Of_The_Embedded_Store_Is_Mapped_And_Its_File_Keeps_What_Was_Written()
    {
        var fixture = new SnapshotFixture(_store.Tables, _store.Store.Blobs);
        var random = new Random(7);
        RandomHub.Fill(fixture.Hub, random, 300);
        await fixture.BuildAsync();
        var written = await fixture.ReadAsync(Assert.Single(await fixture.NamesAsync()));
        RandomHub.Fill(fixture.Hub, random, 300);

        var (index, start) = await fixture.StartColdAsync();

        Assert.NotNull(start.From);
        Assert.Equal(IndexAnswers.Of(fixture.Hub.Index), IndexAnswers.Of(index));
        Assert.Equal(written, await fixture.ReadAsync(Assert.Single(await fixture.NamesAsync())));
    }

    /// <summary>So large that whole segments of the columns lie in the snapshot, and the tables grow behind them.</summary>
    [Fact]
    public async Task Snapshot_After_Snapshot_Nothing_Is_Lost()
    {
        var fixture = new SnapshotFixture(_store.Tables, _store.Store.Blobs);
        var (random, index) = (new Random(1), fixture.Hub.Index);
        for (var generation = 0; generation < 3; generation++)
        {
            for (var at = 0; at < 5000; at++)
            {
                var number = (generation * 5000) + at;
                fixture.Hub.Publish("cn-customs", $"many {number}", RandomHub.Label(random), [new("vat", $"DE{number}", false)], $"Handel {number} Ostwind");
            }

            RandomHub.Fill(fixture.Hub, random, 300);
            await fixture.SequenceAsync();
            await foreach (var version in new SequenceReader(fixture.Tables, SequencingLimits.Default).ReadAsync(index.Position, "", CancellationToken.None))
            {
                index.Apply(version);
            }

            Assert.IsType<SnapshotBuild.Built>(await fixture.Of(index).BuildAsync(await fixture.EpochAsync(), CancellationToken.None));
            var cold = await fixture.StartColdAsync();
            Assert.Equal(index.Position, cold.Start.From);
            Assert.Equal(IndexAnswers.Of(fixture.Hub.Index), IndexAnswers.Of(cold.Index));
            index = cold.Index;
        }
    }

    [Fact]
    public async Task A_Snapshot_Is_Of_The_Moment_Of_Its_Capture_Though_Its_Writing_Takes_Longer()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var fixture = new SnapshotFixture(new MemoryTables(), new MemoryBlobs());
            RandomHub.Fill(fixture.Hub, random, 200);
            var expected = IndexAnswers.Of(fixture.Hub.Index);
            var at = fixture.Hub.Index.Position;
            var slow = new GrowingBlobs(fixture.Blobs, () => RandomHub.Fill(fixture.Hub, random, 40));
            await fixture.SequenceAsync();

            Assert.IsType<SnapshotBuild.Built>(await fixture.Of(fixture.Hub.Index, slow).BuildAsync(await fixture.EpochAsync(), CancellationToken.None));

            Assert.True(fixture.Hub.Index.Position > at);
            var index = new MerchantIndex(TimeProvider.System);
            await fixture.Of(index).StartAsync(await fixture.EpochAsync(), CancellationToken.None);
            Assert.Equal(expected, IndexAnswers.Of(index));
        }
    }

    [Fact]
    public async Task The_Last_Two_Snapshots_Are_Kept()
    {
        var fixture = new SnapshotFixture(_store.Tables, _store.Store.Blobs);
        for (var number = 0; number < 4; number++)
        {
            fixture.Hub.Publish("cn-customs", $"{number}", IndexFixture.Green);
            await fixture.BuildAsync();
        }

        var epoch = await fixture.EpochAsync();
        Assert.Equal(
            [StorageNames.SnapshotBlobs.Name(epoch, SnapshotHeader.Format, new(3)), StorageNames.SnapshotBlobs.Name(epoch, SnapshotHeader.Format, new(4))],
            await fixture.NamesAsync());
    }

    [Fact]
    public async Task A_Snapshot_Is_Written_Only_When_Enough_Has_Come()
    {
        var fixture = new SnapshotFixture(new MemoryTables(), new MemoryBlobs());
        var (epoch, snapshots) = (await fixture.EpochAsync(), fixture.Of(fixture.Hub.Index, afterEntries: 10));
        var built = new List<long>();
        for (var number = 1; number <= 25; number++)
        {
            fixture.Hub.Publish("cn-customs", $"{number}", IndexFixture.Green);
            if (await snapshots.BuildAsync(epoch, CancellationToken.None) is SnapshotBuild.Built { Index.Value: var index })
            {
                built.Add(index);
            }
        }

        Assert.Equal([10, 20], built);
        Assert.Equal(20, snapshots.Newest?.Index);
    }

    [Fact]
    public async Task Two_Builders_At_Once_Do_No_Harm()
    {
        var fixture = new SnapshotFixture(_store.Tables, _store.Store.Blobs);
        var other = new MerchantIndex(TimeProvider.System);
        for (var round = 0; round < 10; round++)
        {
            RandomHub.Fill(fixture.Hub, new Random(round), 40);
            await fixture.SequenceAsync();
            await foreach (var version in new SequenceReader(fixture.Tables, SequencingLimits.Default).ReadAsync(other.Position, "", CancellationToken.None))
            {
                other.Apply(version);
            }

            var epoch = await fixture.EpochAsync();
            var builds = await Task.WhenAll(new[] { fixture.Hub.Index, other, fixture.Hub.Index }.Select(index =>
                Task.Run(() => fixture.Of(index).BuildAsync(epoch, CancellationToken.None))));
            Assert.Single(builds, build => build is SnapshotBuild.Built);

            var (cold, start) = await fixture.StartColdAsync();
            Assert.Equal(fixture.Hub.Index.Position, start.From);
            Assert.Empty(start.Ignored);
            Assert.Equal(IndexAnswers.Of(fixture.Hub.Index), IndexAnswers.Of(cold));
        }
    }

    /// <summary>Between any two reads of what is written, more happens.</summary>
    private sealed class GrowingBlobs(IBlobs inner, Action grow) : ForwardingBlobs(inner)
    {
        public override async ValueTask<BlobWriteOutcome> WriteAsync(
            string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
        {
            using var copy = new MemoryStream();
            var buffer = new byte[50_000];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                copy.Write(buffer.AsSpan(0, read));
                grow();
            }

            copy.Position = 0;
            return await base.WriteAsync(container, name, copy, condition, cancellationToken);
        }
    }
}
