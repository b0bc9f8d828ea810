using System.Globalization;
using InfoShare.Datasets;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Datasets;

public sealed class DatasetCrashTests
{
    [Theory]
    [InlineData(DatasetName.Sanctions, false)]
    [InlineData(DatasetName.Sanctions, true)]
    [InlineData(DatasetName.Merchants, false)]
    [InlineData(DatasetName.Merchants, true)]
    public async Task A_Crash_At_Any_Storage_Call_Leaves_The_Last_Version_And_The_Next_Attempt_Publishes(DatasetName dataset, bool after)
    {
        var calls = await RunAsync(dataset, 0, after);
        Assert.True(calls > 30, $"{calls} calls");
        for (var at = 1; at <= calls; at++)
        {
            await RunAsync(dataset, at, after);
        }
    }

    [Theory]
    [InlineData(DatasetName.Sanctions)]
    [InlineData(DatasetName.Merchants)]
    public async Task A_Crash_At_A_Read_Of_Records_Or_A_List_Of_Files_Leaves_The_Last_Version_And_The_Next_Attempt_Publishes(DatasetName dataset)
    {
        // A shard of a kind is one read; of so many alike, some are enough.
        const int Step = 23;
        var (reads, lists) = (await RunAsync(dataset, 0, false, Calls.Reads), await RunAsync(dataset, 0, false, Calls.Lists));
        Assert.True(reads >= 64 && lists >= 2, $"{reads} reads, {lists} lists");
        foreach (var at in Enumerable.Range(1, reads).Where(at => at % Step == 1 || at == reads))
        {
            await RunAsync(dataset, at, at % 2 == 0, Calls.Reads);
        }

        for (var at = 1; at <= lists; at++)
        {
            await RunAsync(dataset, at, false, Calls.Lists);
        }
    }

    [Fact]
    public async Task Of_Two_Builders_At_Once_One_Publishes_And_The_Chain_Of_Deltas_Is_Whole()
    {
        for (var round = 0; round < 10; round++)
        {
            var hub = await HubAsync();
            var meeting = new Barrier(2);
            var builds = Enumerable.Range(0, 2).Select(number => Task.Run(async () =>
            {
                var isFirst = true;
                var blobs = new WatchedBlobs(hub.Blobs, name =>
                {
                    if (isFirst && name.StartsWith("manifests/", StringComparison.Ordinal))
                    {
                        isFirst = false;
                        meeting.SignalAndWait(TimeSpan.FromSeconds(20));
                    }

                    return Task.CompletedTask;
                });
                return await hub.Builder(blobs: blobs).BuildAsync(DatasetName.Sanctions, $"build-{number}", default);
            }));

            var outcomes = await Task.WhenAll(builds);

            Assert.Single(outcomes, outcome => outcome is BuildOutcome.Published);
            Assert.Single(outcomes, outcome => outcome is BuildOutcome.Superseded);
            await CheckAsync(hub, DatasetName.Sanctions);
        }
    }

    [Fact]
    public async Task A_Message_That_Comes_Twice_Publishes_Once()
    {
        var hub = await HubAsync();
        var request = await hub.Builds.RequestAsync(DatasetName.Sanctions, TimeSpan.Zero, default);
        var message = Assert.Single(await hub.Queues.ReceiveAsync(StorageNames.Queues.Datasets, 1, TimeSpan.Zero, default)).Text;
        var worker = new DatasetWorker(hub.Builder(), hub.Builds, hub.Time);

        var done = await Task.WhenAll(worker.HandleAsync(message, default), worker.HandleAsync(message, default));

        Assert.All(done, build => Assert.Equal(BuildStatus.Published, build?.Status ?? BuildStatus.Published));
        Assert.Null(await worker.HandleAsync(message, default));
        Assert.Equal(request.Id, Assert.Single(await hub.VersionsAsync(), version => version.Number == 2).Build);
        Assert.Equal(2, (await hub.VersionsAsync()).Count);
    }

    [Fact]
    public async Task A_Failed_Build_Leaves_The_Last_Version_And_Says_So()
    {
        var hub = await HubAsync();
        var version = (await hub.VersionsAsync())[0];
        await hub.Builds.RequestAsync(DatasetName.Sanctions, TimeSpan.Zero, default);
        var damaged = version.Segment("members")!.File("sanctions.ndjson.gz")!.Blob;
        await hub.Blobs.WriteAsync(StorageNames.Containers.Datasets, damaged, new MemoryStream([1, 2, 3]), new BlobCondition.Always(), default);
        var message = Assert.Single(await hub.Queues.ReceiveAsync(StorageNames.Queues.Datasets, 1, TimeSpan.Zero, default)).Text;

        await Assert.ThrowsAsync<DatasetDamagedException>(() => new DatasetWorker(hub.Builder(), hub.Builds, hub.Time).HandleAsync(message, default));

        Assert.Equal(BuildStatus.Failed, (await hub.Builds.ListAsync(DatasetName.Sanctions, default))[0].Status);
        Assert.Equal(version.Version, Assert.Single(await hub.VersionsAsync()).Version);
    }

    [Fact]
    public async Task A_Store_That_Is_Away_Makes_The_Build_Be_Tried_Again()
    {
        var hub = await HubAsync();
        await hub.Builds.RequestAsync(DatasetName.Sanctions, TimeSpan.Zero, default);
        var message = Assert.Single(await hub.Queues.ReceiveAsync(StorageNames.Queues.Datasets, 1, TimeSpan.Zero, default)).Text;
        var isAway = true;
        var blobs = new WatchedBlobs(hub.Blobs, name => isAway && name.Contains("entities", StringComparison.Ordinal) ? throw new StorageUnavailableException("Away.") : Task.CompletedTask);
        var worker = new DatasetWorker(hub.Builder(blobs: blobs), hub.Builds, hub.Time);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => worker.HandleAsync(message, default));
        isAway = false;
        var build = await worker.HandleAsync(message, default);

        Assert.Equal(BuildStatus.Published, build!.Status);
        await CheckAsync(hub, DatasetName.Sanctions);
    }

    /// <summary>A hub with one version, and something new since.</summary>
    private static async Task<DatasetHub> HubAsync(DatasetName dataset = DatasetName.Sanctions)
    {
        var hub = await DatasetHub.StartAsync();
        for (var number = 0; number < 6; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction(number.ToString(CultureInfo.InvariantCulture), number % 2 == 0 ? """{"tlp":"CLEAR"}""" : """{"tlp":"AMBER","audience":[{"agency":"de-tax"}]}"""));
        }

        await hub.BuildAsync(dataset);
        await hub.RetractAsync("cn-customs", "0");
        await hub.CorrectAsync("cn-customs", Invented.Sanction("1"));
        await hub.PublishAsync("cn-customs", Invented.Sanction("7"));
        await hub.SequenceAsync();
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        return hub;
    }

    /// <summary>Which storage calls may crash.</summary>
    private enum Calls
    {
        Single,
        Reads,
        Lists,
    }

    private static (ITables Tables, IBlobs Blobs) Crashing(DatasetHub hub, Crash crash, Calls calls) => calls switch
    {
        Calls.Reads => (new CrashingReads(hub.Tables, crash), hub.Blobs),
        Calls.Lists => (hub.Tables, new CrashingLists(hub.Blobs, crash)),
        _ => (new CrashingTables(hub.Tables, crash), new CrashingBlobs(hub.Blobs, crash)),
    };

    /// <summary>The number of storage calls of a build that crashes at one of them.</summary>
    private static async Task<int> RunAsync(DatasetName dataset, int at, bool after, Calls calls = Calls.Single)
    {
        var hub = await HubAsync(dataset);
        var before = (await hub.VersionsAsync(dataset))[0].Version;
        var crash = new Crash();
        crash.Reset(at, after);
        var (tables, blobs) = Crashing(hub, crash, calls);
        var builder = hub.Builder(tables, blobs);
        if (at == 0)
        {
            await builder.BuildAsync(dataset, "build", default);
            await CheckAsync(hub, dataset);
            return crash.Calls;
        }

        // Calls of files that are written side by side come in any order, so that some runs need a call less.
        var crashed = await Record.ExceptionAsync(() => builder.BuildAsync(dataset, "build", default));
        Assert.True(crash.Happened == (crashed is not null), crashed?.ToString());
        Assert.Contains(before, (await hub.VersionsAsync(dataset)).Select(version => version.Version));
        await CheckFilesAsync(hub, dataset);

        // The message comes back: another attempt of the same build.
        var again = await hub.Builder().BuildAsync(dataset, "build", default);
        Assert.Equal(2, Assert.IsType<BuildOutcome.Published>(again).Manifest.Number);
        await CheckAsync(hub, dataset);
        return crash.Calls;
    }

    private static async Task CheckAsync(DatasetHub hub, DatasetName dataset)
    {
        var versions = await hub.VersionsAsync(dataset);
        Assert.Equal([2, 1], versions.Select(version => version.Number));
        Assert.Equal(versions[1].Version, versions[0].Previous);
        await CheckFilesAsync(hub, dataset);
        foreach (var segment in versions[0].Segments)
        {
            foreach (var format in Enum.GetValues<DatasetFormat>())
            {
                Assert.Equal(versions[1].Segment(segment.Id) is not null, segment.File(DatasetFiles.Delta(dataset, format)) is not null);
            }
        }
    }

    /// <summary>Every published file is there, whole, and as its manifest says.</summary>
    private static async Task CheckFilesAsync(DatasetHub hub, DatasetName dataset)
    {
        // A process that has read nothing yet.
        foreach (var version in await hub.VersionsAsync(new(hub.Blobs, hub.Options, hub.Time), dataset))
        {
            foreach (var segment in version.Segments)
            {
                foreach (var file in segment.Files)
                {
                    await hub.ContentAsync(version, segment.Id, file.Name);
                }
            }
        }
    }
}
