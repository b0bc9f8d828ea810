using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Json;
using InfoShare.Merchants;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Records;
using InfoShare.Tests.Storage;
using InfoShare.Tests.Submissions;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Datasets;

/// <summary>A hub without HTTP: records are published, sequenced and indexed as in the program, and datasets built of them.</summary>
internal sealed class DatasetHub
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Dictionary<string, Agency> _agencies = [];

    private readonly Sequencer _sequencer;

    private DatasetHub(HubKeys keys, DatasetOptions options)
    {
        (Keys, Options) = (keys, options);
        Directory = new(new(Tables, Time), Time);
        Records = new(Tables, keys, new(), Time);
        Store = new(Blobs, options, Time);
        Builds = new(Blobs, Queues, Time);
        History = new(Tables, Store, Builds);
        Withdrawals = new(new(Tables, SequencingLimits.Default), Blobs, keys, Time);
        _sequencer = new(Tables, Time, new(), SequencingLimits.Default);
    }

    public MemoryTables Tables { get; } = new();

    public MemoryBlobs Blobs { get; } = new();

    public MemoryQueues Queues { get; } = new();

    public ManualTime Time { get; } = new(new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    public HubKeys Keys { get; }

    public DatasetOptions Options { get; }

    public MerchantIndex Index { get; } = new(TimeProvider.System);

    public AgencyDirectory Directory { get; }

    public RecordStore Records { get; }

    public DatasetStore Store { get; }

    public DatasetBuilds Builds { get; }

    public BuildHistory History { get; }

    public Withdrawals Withdrawals { get; }

    public static async Task<DatasetHub> StartAsync(DatasetOptions? options = null)
    {
        var hub = new DatasetHub(await HubKeys.LoadAsync(new OneBlob(), None), options ?? new());
        await hub.RegisterAsync("cn-customs", AgencyKind.Customs, "CN", "op-lantern");
        await hub.RegisterAsync("cn-market", AgencyKind.MarketRegulator, "CN", "op-lantern");
        await hub.RegisterAsync("de-customs", AgencyKind.Customs, "DE");
        await hub.RegisterAsync("de-tax", AgencyKind.Tax, "DE");
        await hub.RegisterAsync("demo-pay", AgencyKind.PaymentInstitution, "CN");
        await hub.RegisterAsync("demo-platform", AgencyKind.Platform, "CN");
        return hub;
    }

    public async Task RegisterAsync(string id, AgencyKind kind, string jurisdiction, params string[] groups)
    {
        var agency = new Agency
        {
            Id = AgencyId.Parse(id),
            Name = id,
            Kind = kind,
            Jurisdiction = jurisdiction,
            Membership = jurisdiction == "CN" ? Membership.Home : Membership.Partner,
            Groups = groups,
        };
        var revision = (await Directory.CurrentAsync(None)).Find(agency.Id)?.Revision;
        _agencies[id] = agency;
        Assert.False(await Directory.PutAsync(agency, revision, None) is AgencyWriteOutcome.Stale or AgencyWriteOutcome.RevisionRequired);
    }

    /// <summary>An analyst of the agency, as the registry has it.</summary>
    public Caller Analyst(string id)
    {
        var agency = _agencies[id];
        return new() { Agency = agency.Id, Kind = agency.Kind, Jurisdiction = agency.Jurisdiction, Membership = agency.Membership, Groups = agency.Groups, Roles = Roles.Analyst };
    }

    public Task<RecordId> PublishAsync(string agency, JsonObject record, RecordKind kind = RecordKind.Sanction) =>
        DoAsync(new RecordCommand.Publish(_agencies[agency], Draft(agency, record, kind)));

    public Task<RecordId> CorrectAsync(string agency, JsonObject record, RecordKind kind = RecordKind.Sanction) =>
        DoAsync(new RecordCommand.Correct(_agencies[agency], Draft(agency, record, kind), null, "For the test."));

    public Task<RecordId> RetractAsync(string agency, string reference, RecordKind kind = RecordKind.Sanction) =>
        DoAsync(new RecordCommand.Retract(_agencies[agency], kind, reference, null, "For the test."));

    public Task<RecordId> RepairAsync(string agency, string reference) =>
        DoAsync(new RecordCommand.Repair(_agencies[agency], RecordKind.Sanction, reference, null, "For the test."));

    /// <summary>Gives what is pending its place, and takes it into the index.</summary>
    public async Task SequenceAsync()
    {
        RoundOutcome outcome;
        do
        {
            outcome = await _sequencer.RunRoundAsync(StorageNames.RecordRows.Shards, None);
        }
        while (outcome is RoundOutcome.Advanced);
        Assert.IsType<RoundOutcome.Idle>(outcome);
        await foreach (var version in new SequenceReader(Tables, SequencingLimits.Default).ReadAsync(Index.Position, "", None))
        {
            Index.Apply(version);
        }
    }

    /// <param name="tables">Other ports than the hub's own, to fail.</param>
    public DatasetBuilder Builder(ITables? tables = null, IBlobs? blobs = null, TimeProvider? time = null) => new(
        tables ?? Tables, blobs ?? Blobs, new(blobs ?? Blobs, Options, time ?? Time), Directory, Index, Records, Keys, Options, time ?? Time);

    /// <summary>Sequences and builds; the version that is published.</summary>
    public async Task<DatasetManifest> BuildAsync(DatasetName dataset = DatasetName.Sanctions, string? id = null)
    {
        await SequenceAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        return Assert.IsType<BuildOutcome.Published>(await Builder().BuildAsync(dataset, id ?? Guid.NewGuid().ToString("N"), None)).Manifest;
    }

    public Task<IReadOnlyList<DatasetManifest>> VersionsAsync(DatasetName dataset = DatasetName.Sanctions) => VersionsAsync(Store, dataset);

    public async Task<IReadOnlyList<DatasetManifest>> VersionsAsync(DatasetStore store, DatasetName dataset = DatasetName.Sanctions) =>
        await store.ListAsync(await SequenceHead.LoadEpochAsync(Tables, None), dataset, None);

    /// <summary>A file's content, uncompressed, after its checksums have been compared.</summary>
    public async Task<string> ContentAsync(DatasetManifest manifest, string segment, string file)
    {
        var stored = manifest.Segment(segment)?.File(file) ?? throw new InvalidOperationException($"{manifest.Version} has no {segment}/{file}.");
        await using var content = (await Store.OpenAsync(stored, 0, stored.Length, None))!;
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        Assert.Equal((stored.Length, stored.Sha256), (copy.Length, HashOf(copy.ToArray())));
        if (!file.EndsWith(".gz", StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetString(copy.ToArray());
        }

        copy.Position = 0;
        using var expanded = new MemoryStream();
        await using var gzip = new GZipStream(copy, CompressionMode.Decompress);
        await gzip.CopyToAsync(expanded);
        Assert.Equal((stored.ContentLength, stored.ContentSha256), (expanded.Length, HashOf(expanded.ToArray())));
        return Encoding.UTF8.GetString(expanded.ToArray());
    }

    public async Task<List<JsonNode>> LinesAsync(DatasetManifest manifest, string segment, string file) =>
        [.. (await ContentAsync(manifest, segment, file)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    /// <summary>The ids in a segment's lines, in their order; none where there is no such segment.</summary>
    public async Task<List<string>> IdsAsync(DatasetManifest manifest, string segment) => manifest.Segment(segment) is null
        ? []
        : [.. (await LinesAsync(manifest, segment, DatasetFiles.Full(manifest.Dataset, DatasetFormat.Ndjson))).Select(line => line["id"]!.GetValue<string>())];

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private async Task<RecordId> DoAsync(RecordCommand command)
    {
        Time.Advance(TimeSpan.FromMilliseconds(10));
        return Assert.IsType<RecordOutcome.Done>(await Records.ExecuteAsync(command, None)).Id;
    }

    private RecordDraft Draft(string agency, JsonObject record, RecordKind kind)
    {
        var errors = new ErrorList();
        var line = RecordReader.ReadLine(
            Encoding.UTF8.GetBytes(record.ToJsonString()), kind, EnvelopeMembers.Line, new(_agencies[agency], id => _agencies.ContainsKey(id.ToString())), errors);
        Assert.Empty(errors);
        return line!.Draft!;
    }
}
