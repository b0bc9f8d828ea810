using InfoShare.Snapshots;
using InfoShare.Storage;
using InfoShare.Tests.Merchants;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Snapshots;

/// <summary>What is wrong with a snapshot costs time and nothing else: the older one or the sequence says the same.</summary>
public sealed class IgnoredSnapshotTests : IAsyncLifetime
{
    private readonly EmbeddedStore _store = new();

    private SnapshotFixture _hub = null!;

    private string _older = "";

    private string _newest = "";

    public async Task InitializeAsync()
    {
        _hub = new(_store.Tables, _store.Store.Blobs);
        RandomHub.Fill(_hub.Hub, new Random(3), 120);
        await _hub.BuildAsync();
        RandomHub.Fill(_hub.Hub, new Random(4), 120);
        await _hub.BuildAsync();
        RandomHub.Fill(_hub.Hub, new Random(5), 20);
        (_older, _newest) = (await _hub.NamesAsync()) is [var older, var newest] ? (older, newest) : throw new InvalidOperationException("There are not two.");
    }

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(40)]
    [InlineData(SnapshotHeader.Bytes - 1)]
    [InlineData(SnapshotHeader.Bytes + 5)]
    [InlineData(-9)]
    [InlineData(-1)]
    public async Task A_Snapshot_With_A_Flipped_Byte_Is_Ignored(int at)
    {
        var content = await _hub.ReadAsync(_newest);
        content[at < 0 ? content.Length + at : at] ^= 0x10;
        await AssertFallsBackAsync(content, null);
    }

    [Fact]
    public async Task A_Flipped_Byte_Anywhere_Is_Noticed()
    {
        var content = await _hub.ReadAsync(_newest);
        var random = new Random(11);
        for (var turn = 0; turn < 60; turn++)
        {
            var (at, bit) = (random.Next(content.Length), (byte)(1 << random.Next(8)));
            content[at] ^= bit;
            await AssertFallsBackAsync(content, null);
            content[at] ^= bit;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(SnapshotHeader.Bytes)]
    [InlineData(-4096)]
    [InlineData(-16)]
    [InlineData(-1)]
    public async Task A_Truncated_Snapshot_Is_Ignored(int length)
    {
        var content = await _hub.ReadAsync(_newest);
        await AssertFallsBackAsync(content[..(length < 0 ? content.Length + length : length)], null);
    }

    [Fact]
    public async Task A_Snapshot_With_More_Behind_It_Is_Ignored()
    {
        await AssertFallsBackAsync([.. await _hub.ReadAsync(_newest), 0], null);
    }

    [Fact]
    public async Task A_Snapshot_Of_Another_Epoch_Is_Ignored_Whatever_Its_Name_Says()
    {
        var (content, epoch) = (await _hub.ReadAsync(_newest), await _hub.EpochAsync());
        var at = content.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(epoch));
        content[at] = content[at] == (byte)'0' ? (byte)'1' : (byte)'0';
        await AssertFallsBackAsync(content, "It is of another epoch.");

        await _hub.Blobs.DeleteAsync(StorageNames.Containers.Snapshots, _newest, CancellationToken.None);
        await _hub.WriteAsync(StorageNames.SnapshotBlobs.Name(new string('0', 32), SnapshotHeader.Format, new(1_000_000)), content);
        await AssertStartsFromOlderAsync("It is of another epoch.");
    }

    [Fact]
    public async Task A_Snapshot_Of_Another_Format_Is_Ignored_Whatever_Its_Name_Says()
    {
        var content = await _hub.ReadAsync(_newest);
        content[8]++;
        await AssertFallsBackAsync(content, "It is of another format.");

        content[8]--;
        var version = "\"name\":\"postings\",\"version\":"u8;
        var place = content.AsSpan().IndexOf(version);
        Assert.NotEqual(-1, place);
        content[place + version.Length] = (byte)'9';
        await AssertFallsBackAsync(content, "Its parts are of other versions.");

        await _hub.Blobs.DeleteAsync(StorageNames.Containers.Snapshots, _newest, CancellationToken.None);
        await _hub.WriteAsync(StorageNames.SnapshotBlobs.Name(await _hub.EpochAsync(), SnapshotHeader.Format + 1, new(1_000_000)), content);
        await AssertStartsFromOlderAsync("It is of another format.");
    }

    [Fact]
    public async Task A_Snapshot_Past_The_Last_Row_Is_Ignored_And_The_Next_Builder_Removes_It()
    {
        var ahead = new SnapshotFixture(new MemoryTables(), _hub.Blobs);
        RandomHub.Fill(ahead.Hub, new Random(8), 900);
        var epoch = await _hub.EpochAsync();
        var capture = ahead.Hub.Index.Capture();
        await new SnapshotFiles(_hub.Blobs).WriteAsync(SnapshotHeader.Of(capture, epoch, IndexFixture.Now), capture, CancellationToken.None);

        var (index, start) = await _hub.StartColdAsync();

        Assert.Equal("It lies past the last row of the sequence.", Assert.Single(start.Ignored).Why);
        Assert.NotNull(start.From);
        Assert.Equal(IndexAnswers.Of(_hub.Hub.Index), IndexAnswers.Of(index));

        var cold = new InfoShare.Merchants.MerchantIndex(TimeProvider.System);
        var snapshots = _hub.Of(cold);
        await snapshots.StartAsync(epoch, CancellationToken.None);
        await snapshots.BuildAsync(epoch, CancellationToken.None);
        Assert.Equal([_older, _newest], await _hub.NamesAsync());
    }

    [Fact]
    public async Task Without_Any_Snapshot_Of_Use_The_Sequence_Is_Read()
    {
        foreach (var name in await _hub.NamesAsync())
        {
            await _hub.WriteAsync(name, [1, 2, 3]);
        }

        var (index, start) = await _hub.StartColdAsync();

        Assert.Null(start.From);
        Assert.Equal(2, start.Ignored.Count);
        Assert.Equal(IndexAnswers.Of(_hub.Hub.Index), IndexAnswers.Of(index));
    }

    [Fact]
    public async Task Snapshots_That_Cannot_Be_Asked_For_Are_Done_Without()
    {
        var (index, start) = await _hub.StartColdAsync(new UnavailableBlobs(_hub.Blobs));

        Assert.Null(start.From);
        Assert.Equal("Not now.", Assert.Single(start.Ignored).Why);
        Assert.Equal(IndexAnswers.Of(_hub.Hub.Index), IndexAnswers.Of(index));
    }

    [Fact]
    public async Task After_A_Restore_Nothing_Is_Built_By_A_Process_Of_The_Time_Before()
    {
        Assert.IsType<SnapshotBuild.OtherEpoch>(await _hub.Of(_hub.Hub.Index).BuildAsync("before", CancellationToken.None));
        Assert.Equal([_older, _newest], await _hub.NamesAsync());
    }

    [Fact]
    public async Task What_Other_Epochs_And_Older_Formats_Have_Left_Goes_With_The_Next_Snapshot_And_A_Newer_Programs_Stays()
    {
        var epoch = await _hub.EpochAsync();
        var newer = StorageNames.SnapshotBlobs.Name(epoch, SnapshotHeader.Format + 1, new(5));
        foreach (var name in new[] { StorageNames.SnapshotBlobs.Name("before", 1, new(9)), StorageNames.SnapshotBlobs.Name(epoch, 0, new(7)), newer, "notes" })
        {
            await _hub.WriteAsync(name, [1]);
        }

        var built = await _hub.BuildAsync();

        var own = StorageNames.SnapshotBlobs.Name(epoch, SnapshotHeader.Format, built.Index);
        Assert.Equal(new[] { _newest, own, newer, "notes" }.Order(StringComparer.Ordinal), await _hub.NamesAsync());
    }

    private async Task AssertFallsBackAsync(byte[] content, string? why)
    {
        await _hub.WriteAsync(_newest, content);
        await AssertStartsFromOlderAsync(why);
    }

    private async Task AssertStartsFromOlderAsync(string? why)
    {
        var (index, start) = await _hub.StartColdAsync();
        Assert.Equal(StorageNames.SnapshotBlobs.Read(_older)!.Value.Index, start.From);
        var ignored = Assert.Single(start.Ignored);
        Assert.Equal(why ?? ignored.Why, ignored.Why);
        Assert.Equal(IndexAnswers.Of(_hub.Hub.Index), IndexAnswers.Of(index));
    }

    private sealed class UnavailableBlobs(IBlobs inner) : ForwardingBlobs(inner)
    {
        public override IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
            throw new StorageUnavailableException("Not now.");
    }
}
