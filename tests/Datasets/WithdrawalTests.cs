using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Records;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

public sealed class WithdrawalTests
{
    private const string Clear = """{"tlp":"CLEAR"}""";

    private const string Green = """{"tlp":"GREEN"}""";

    private const string ForTax = """{"tlp":"AMBER","audience":[{"agency":"de-tax"}]}""";

    [Fact]
    public async Task A_Retraction_Withdraws_Every_Segment_That_Has_The_Record_And_No_Other()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", ForTax));
        await hub.BuildAsync();
        await hub.RetractAsync("cn-customs", "1");
        await hub.SequenceAsync();
        Assert.Equal(["members", "public"], await WithdrawnAsync(hub));

        var next = await hub.BuildAsync();
        Assert.Equal(["members", "public"], await WithdrawnAsync(hub));
        Assert.Empty(await WithdrawnAsync(hub, next));
    }

    [Fact]
    public async Task A_Narrowed_Record_Withdraws_The_Segments_Of_Those_Who_Lose_It()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", ForTax));
        await hub.BuildAsync();
        await hub.CorrectAsync("cn-customs", Invented.Sanction("1", Green));
        await hub.SequenceAsync();
        Assert.Equal(["public"], await WithdrawnAsync(hub));
        await hub.CorrectAsync("cn-customs", Invented.Sanction("1", ForTax));
        await hub.SequenceAsync();
        Assert.Equal(["members", "public"], await WithdrawnAsync(hub));
    }

    [Fact]
    public async Task Corrections_Widenings_New_Records_And_Other_Kinds_Withdraw_Nothing()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green));
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", ForTax));
        await hub.PublishAsync("cn-customs", Invented.Case("3", Green), RecordKind.Case);
        await hub.BuildAsync();
        await hub.CorrectAsync("cn-customs", Invented.Sanction("1", Clear, name: "Another"));
        await hub.CorrectAsync("cn-customs", Invented.Sanction("2", """{"tlp":"AMBER","audience":[{"jurisdiction":"DE"}]}"""));
        await hub.PublishAsync("cn-customs", Invented.Sanction("4", ForTax));
        await hub.RetractAsync("cn-customs", "3", RecordKind.Case);
        await hub.SequenceAsync();
        Assert.Empty(await WithdrawnAsync(hub));
    }

    [Fact]
    public async Task A_Repair_Withdraws_The_Public_Segment()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        await hub.BuildAsync();
        await hub.RepairAsync("cn-customs", "1");
        await hub.SequenceAsync();
        Assert.Equal(["public"], await WithdrawnAsync(hub));
    }

    [Fact]
    public async Task The_End_Of_A_Publicity_Period_Withdraws_By_The_Clock_And_Its_Shortening_By_The_Sequence()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear).With("publicityUntil", "2026-03-25"));
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", Clear));
        var version = await hub.BuildAsync();
        Assert.Equal(new(2026, 3, 26, 0, 0, 0, TimeSpan.Zero), version.Segment("public")!.ValidUntil);
        Assert.Null(version.Segment("members")!.ValidUntil);
        Assert.Empty(await WithdrawnAsync(hub));
        hub.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(["public"], await WithdrawnAsync(hub));

        var next = await hub.BuildAsync();
        Assert.Equal(1, next.Segment("public")!.Rows);
        await hub.CorrectAsync("cn-customs", Invented.Sanction("2", Clear).With("publicityUntil", "2026-03-01"));
        await hub.SequenceAsync();
        Assert.Equal(["public"], await WithdrawnAsync(hub, next));
    }

    [Fact]
    public async Task Merchants_Are_Withdrawn_By_Records_Of_Every_Kind()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Case("1", Green), RecordKind.Case);
        var version = await hub.BuildAsync(DatasetName.Merchants);
        await hub.RetractAsync("cn-customs", "1", RecordKind.Case);
        await hub.SequenceAsync();
        Assert.Equal(["members"], await WithdrawnAsync(hub, version));
    }

    [Fact]
    public async Task What_Is_Withdrawn_Stays_So_For_A_Process_That_Starts_Later_And_For_What_Came_Before_It_Was_Stored()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green));
        await hub.BuildAsync();
        await hub.RetractAsync("cn-customs", "1");
        await hub.SequenceAsync();

        // One that has stored nothing.
        Assert.Equal(["members"], await WithdrawnAsync(hub));
        Assert.Equal(["members"], await WithdrawnAsync(hub, withdrawals: Another(hub)));
        await hub.Withdrawals.SaveAsync(DatasetName.Sanctions, default);
        Assert.Equal(["members"], await WithdrawnAsync(hub, withdrawals: Another(hub)));

        // Two that store what they know.
        await hub.PublishAsync("cn-customs", Invented.Sanction("2", Clear));
        var next = await hub.BuildAsync();
        var other = Another(hub);
        await WithdrawnAsync(hub, next, other);
        await hub.RetractAsync("cn-customs", "2");
        await hub.SequenceAsync();
        Assert.Equal(["members", "public"], await WithdrawnAsync(hub, next));
        await hub.Withdrawals.SaveAsync(DatasetName.Sanctions, default);
        await other.SaveAsync(DatasetName.Sanctions, default);
        Assert.Equal(["members", "public"], await WithdrawnAsync(hub, next, Another(hub)));
    }

    [Fact]
    public async Task An_Agency_That_Is_Not_What_It_Was_Has_No_Segment_Of_Its_Own_Until_The_Next_Build()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", ForTax));
        var version = await hub.BuildAsync();
        Assert.Equal(3, version.SegmentsFor(hub.Analyst("de-tax")).Count());
        await hub.RegisterAsync("de-tax", AgencyKind.Tax, "AT");
        Assert.Equal(["public"], version.SegmentsFor(hub.Analyst("de-tax")).Select(segment => segment.Id));
        await hub.RegisterAsync("fr-tax", AgencyKind.Tax, "FR");
        Assert.Equal(["public"], version.SegmentsFor(hub.Analyst("fr-tax")).Select(segment => segment.Id));
        var next = await hub.BuildAsync();
        Assert.Equal(3, next.SegmentsFor(hub.Analyst("de-tax")).Count());
        Assert.Equal(["members", "public"], next.SegmentsFor(hub.Analyst("fr-tax")).Select(segment => segment.Id).Order(StringComparer.Ordinal));
    }

    private static Withdrawals Another(DatasetHub hub) => new(new(hub.Tables, InfoShare.Sequencing.SequencingLimits.Default), hub.Blobs, hub.Keys, hub.Time);

    /// <summary>The segments of a version (the oldest that is kept) that are withdrawn, a moment later.</summary>
    private static async Task<List<string>> WithdrawnAsync(DatasetHub hub, DatasetManifest? version = null, Withdrawals? withdrawals = null)
    {
        hub.Time.Advance(Withdrawals.MaxAge);
        var dataset = version?.Dataset ?? DatasetName.Sanctions;
        var versions = await hub.VersionsAsync(dataset);
        var isWithdrawn = await (withdrawals ?? hub.Withdrawals).CheckAsync(dataset, versions, default);
        version ??= versions[^1];
        return [.. version.Segments.Where(segment => isWithdrawn(version, segment)).Select(segment => segment.Id).Order(StringComparer.Ordinal)];
    }
}
