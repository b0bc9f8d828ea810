using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Datasets;

public sealed class DatasetScheduleTests
{
    private const string Green = """{"tlp":"GREEN"}""";

    [Fact]
    public async Task Nothing_Is_Built_Of_An_Empty_Hub_And_Everything_Of_One_With_Records()
    {
        var hub = await DatasetHub.StartAsync();
        Assert.Empty(await Schedule(hub).RunAsync(default));
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green));
        await hub.SequenceAsync();
        Assert.Equal(Enum.GetValues<DatasetName>(), await Schedule(hub).RunAsync(default));
        Assert.Empty(await Schedule(hub).RunAsync(default));
        Assert.Equal(4, await WorkAsync(hub));
        Assert.Equal(1, Assert.Single(await hub.VersionsAsync()).Number);
    }

    [Fact]
    public async Task Something_New_Is_Built_When_The_Time_Has_Come_And_Nothing_New_Once_A_Day()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green));
        await RunAsync(hub);
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", Green));
        hub.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Empty(await RunAsync(hub));
        hub.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains(DatasetName.Sanctions, await RunAsync(hub));
        hub.Time.Advance(TimeSpan.FromHours(5));
        Assert.Empty(await RunAsync(hub));
        hub.Time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(4, (await RunAsync(hub)).Count);
        Assert.Equal([3, 2, 1], (await hub.VersionsAsync()).Select(version => version.Number));
    }

    [Fact]
    public async Task A_Withdrawal_And_A_Change_Of_The_Registry_Do_Not_Wait()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green));
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", Green));
        await RunAsync(hub);
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await RunAsync(hub));
        await hub.RetractAsync("cn-customs", "1");
        Assert.Equal([DatasetName.Sanctions, DatasetName.Merchants], await RunAsync(hub));
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(await RunAsync(hub));
        await hub.RegisterAsync("fr-tax", AgencyKind.Tax, "FR");
        Assert.Equal(4, (await RunAsync(hub)).Count);
    }

    [Fact]
    public async Task With_A_Retraction_Every_Twenty_Seconds_A_Segment_Is_There_Most_Of_The_Time_And_Never_With_What_Is_Retracted()
    {
        const int Seconds = 600;
        var hub = await DatasetHub.StartAsync();
        for (var number = 0; number < 40; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction($"{number}", Green));
        }

        await RunAsync(hub);
        var (schedule, retracted, available) = (Schedule(hub), new Dictionary<string, DateTimeOffset>(), 0);
        for (var second = 0; second < Seconds; second++)
        {
            hub.Time.Advance(TimeSpan.FromSeconds(1));
            if (second % 20 == 7)
            {
                var id = await hub.RetractAsync("cn-customs", $"{second / 20}");
                await hub.SequenceAsync();
                retracted.Add(id.ToString(), hub.Time.GetUtcNow());
            }

            if (second % 10 == 0)
            {
                await schedule.RunAsync(default);
                await WorkAsync(hub);
            }

            var versions = await hub.VersionsAsync();
            var isWithdrawn = await hub.Withdrawals.CheckAsync(DatasetName.Sanctions, versions, default);
            var given = versions.Where(version => !isWithdrawn(version, version.Segment("members")!)).ToList();
            available += given.Count > 0 ? 1 : 0;
            foreach (var version in given)
            {
                Assert.DoesNotContain(
                    await hub.IdsAsync(version, "members"), id => retracted.TryGetValue(id, out var at) && hub.Time.GetUtcNow() - at >= Withdrawals.MaxAge);
            }
        }

        Assert.InRange(available, Seconds * 0.75, Seconds);
    }

    [Fact]
    public async Task After_A_Long_Build_The_Next_Urgent_One_Waits_As_Long()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green));
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", Green));
        await RunAsync(hub);
        var last = (await hub.Builds.ListAsync(DatasetName.Sanctions, default))[0];
        await hub.Builds.ChangeAsync(DatasetName.Sanctions, last.Id, build => build with { FinishedAt = build.StartedAt + TimeSpan.FromMinutes(3) }, default);
        await hub.RetractAsync("cn-customs", "1");
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(DatasetName.Sanctions, await RunAsync(hub));
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(DatasetName.Sanctions, await RunAsync(hub));
    }

    [Fact]
    public async Task A_Build_That_Never_Ended_Is_Asked_For_Again()
    {
        var hub = await DatasetHub.StartAsync();
        var lost = await hub.Builds.RequestAsync(DatasetName.Sanctions, TimeSpan.Zero, default);
        Assert.Equal(lost.Id, (await hub.Builds.RequestAsync(DatasetName.Sanctions, TimeSpan.Zero, default)).Id);
        hub.Time.Advance(DatasetBuilds.AbandonedAfter);
        var again = await hub.Builds.RequestAsync(DatasetName.Sanctions, TimeSpan.Zero, default);
        Assert.NotEqual(lost.Id, again.Id);
        Assert.Equal([BuildStatus.Queued, BuildStatus.Failed], (await hub.Builds.ListAsync(DatasetName.Sanctions, default)).Select(build => build.Status));
    }

    [Fact]
    public async Task A_Build_That_Has_Lost_Too_Many_Rows_Is_Held_Back_Until_It_Is_Released()
    {
        var hub = await ShrunkAsync();
        var held = (await hub.Builds.ListAsync(DatasetName.Sanctions, default))[0];
        Assert.Equal(BuildStatus.HeldBack, held.Status);
        Assert.Contains("4 rows", held.Reason, StringComparison.Ordinal);
        Assert.Equal([1], (await hub.VersionsAsync()).Select(version => version.Number));
        hub.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.DoesNotContain(DatasetName.Sanctions, await RunAsync(hub));

        var released = Assert.IsType<BuildOutcome.Published>(await hub.Builder().ReleaseAsync(DatasetName.Sanctions, held.Id, default));

        Assert.Equal(2, released.Manifest.Number);
        Assert.Equal(4, (await hub.IdsAsync((await hub.VersionsAsync())[0], "members")).Count);

        var again = Assert.IsType<BuildOutcome.Published>(await hub.Builder().ReleaseAsync(DatasetName.Sanctions, held.Id, default));
        Assert.Equal(released.Manifest.Version, again.Manifest.Version);
        Assert.Null(await hub.Builder().ReleaseAsync(DatasetName.Sanctions, "another", default));
    }

    [Fact]
    public async Task A_Crash_At_Any_Storage_Call_Of_A_Release_Leaves_It_Held_Back_Or_Published_And_Releasing_Again_Ends_It()
    {
        for (var (at, isMore) = (1, true); isMore; at++)
        {
            foreach (var after in new[] { false, true })
            {
                var hub = await ShrunkAsync();
                var id = (await hub.Builds.ListAsync(DatasetName.Sanctions, default))[0].Id;
                var crash = new Crash();
                crash.Reset(at, after);
                var blobs = new CrashingBlobs(hub.Blobs, crash);
                var worker = new DatasetWorker(hub.Builder(new CrashingTables(hub.Tables, crash), blobs), new(blobs, hub.Queues, hub.Time), hub.Time);
                await Record.ExceptionAsync(() => worker.ReleaseAsync(DatasetName.Sanctions, id, default));
                isMore = crash.Happened;
                var isThere = (await hub.VersionsAsync()).Any(version => version.Build == id);
                var shown = (await hub.History.ListAsync(DatasetName.Sanctions, default))[0];
                Assert.Equal(isThere ? BuildStatus.Published : BuildStatus.HeldBack, shown.Status);
                Assert.Equal(isThere, shown.Version is not null);
                Assert.Equal(isThere, shown.Reason is null);

                await new DatasetWorker(hub.Builder(), hub.Builds, hub.Time).ReleaseAsync(DatasetName.Sanctions, id, default);
                Assert.Equal(BuildStatus.Published, (await hub.Builds.FindAsync(DatasetName.Sanctions, id, default))!.Status);
                Assert.Equal([2, 1], (await hub.VersionsAsync()).Select(version => version.Number));
            }
        }
    }

    [Fact]
    public async Task A_Set_That_Is_Lost_Is_Held_Back_Though_Beside_The_Members_It_Is_Small()
    {
        var hub = await DatasetHub.StartAsync(new() { HoldFrom = 3 });
        for (var number = 0; number < 30; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction($"all-{number}", Green));
        }

        for (var number = 0; number < 3; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction($"some-{number}", """{"tlp":"AMBER","audience":[{"agency":"de-customs"}]}"""));
        }

        await RunAsync(hub);
        for (var number = 0; number < 3; number++)
        {
            await hub.RetractAsync("cn-customs", $"some-{number}");
        }

        hub.Time.Advance(TimeSpan.FromMinutes(2));
        await RunAsync(hub);

        Assert.Contains("the sets", (await hub.Builds.ListAsync(DatasetName.Sanctions, default))[0].Reason, StringComparison.Ordinal);
        Assert.Equal(30, Assert.Single(await hub.VersionsAsync()).Segment("members")!.Rows);
    }

    [Fact]
    public async Task What_Was_Held_Back_Is_Not_Released_Over_A_Later_Version()
    {
        var hub = await ShrunkAsync();
        var held = (await hub.Builds.ListAsync(DatasetName.Sanctions, default))[0];
        for (var number = 4; number < 10; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction($"new-{number}", Green));
        }

        await hub.BuildAsync();

        Assert.Null(await hub.Builder().ReleaseAsync(DatasetName.Sanctions, held.Id, default));
        Assert.Equal(10, (await hub.VersionsAsync())[0].Segment("members")!.Rows);
    }

    /// <summary>Ten records were published, and six of them retracted.</summary>
    private static async Task<DatasetHub> ShrunkAsync()
    {
        var hub = await DatasetHub.StartAsync(new() { HoldFrom = 10 });
        for (var number = 0; number < 10; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction($"{number}", Green));
        }

        await RunAsync(hub);
        for (var number = 4; number < 10; number++)
        {
            await hub.RetractAsync("cn-customs", $"{number}");
        }

        hub.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains(DatasetName.Sanctions, await RunAsync(hub));
        return hub;
    }

    private static DatasetSchedule Schedule(DatasetHub hub) =>
        new(hub.Tables, hub.Store, hub.Builds, hub.History, hub.Withdrawals, hub.Directory, hub.Options, hub.Time);

    /// <summary>The timer, and then the queue until it is empty.</summary>
    private static async Task<IReadOnlyList<DatasetName>> RunAsync(DatasetHub hub)
    {
        await hub.SequenceAsync();
        hub.Time.Advance(TimeSpan.FromSeconds(2));
        var asked = await Schedule(hub).RunAsync(default);
        await WorkAsync(hub);
        return asked;
    }

    private static async Task<int> WorkAsync(DatasetHub hub)
    {
        var worker = new DatasetWorker(hub.Builder(), hub.Builds, hub.Time);
        for (var handled = 0; ; handled++)
        {
            if (await hub.Queues.ReceiveAsync(StorageNames.Queues.Datasets, 1, TimeSpan.Zero, default) is not [var message])
            {
                return handled;
            }

            await worker.HandleAsync(message.Text, default);
        }
    }
}
