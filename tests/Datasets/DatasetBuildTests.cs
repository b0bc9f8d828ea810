using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

public sealed class DatasetBuildTests
{
    private const string Clear = """{"tlp":"CLEAR"}""";

    private const string Green = """{"tlp":"GREEN"}""";

    private const string ForGermans = """{"tlp":"AMBER","audience":[{"jurisdiction":"DE"}]}""";

    [Fact]
    public async Task Records_Are_In_The_Segment_Of_Those_Who_May_See_Them_And_Red_In_None()
    {
        var hub = await DatasetHub.StartAsync();
        var open = await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        var shared = await hub.PublishAsync("cn-customs", Invented.Sanction("2", Green));
        var german = await hub.PublishAsync("cn-customs", Invented.Sanction("3", ForGermans));
        var alsoGerman = await hub.PublishAsync("cn-customs", Invented.Sanction("4", """{"tlp":"AMBER+STRICT","audience":[{"agency":"de-tax"},{"agency":"de-customs"}]}"""));
        var left = await hub.PublishAsync("cn-customs", Invented.Sanction("5", """{"tlp":"GREEN","except":["de-tax"]}"""));
        await hub.PublishAsync("cn-customs", Invented.Sanction("6", """{"tlp":"RED","audience":[{"agency":"de-tax"}]}"""));

        var version = await hub.BuildAsync();

        Assert.Equal([open.ToString()], await hub.IdsAsync(version, "public"));
        Assert.Equal(Sorted(open, shared), await hub.IdsAsync(version, "members"));
        var sets = version.Segments.Where(segment => segment.Id.StartsWith("set-", StringComparison.Ordinal)).ToDictionary(Agencies);
        Assert.Equal(2, sets.Count);
        Assert.Equal(Sorted(german, alsoGerman), await hub.IdsAsync(version, sets["cn-customs de-customs de-tax"].Id));
        Assert.Equal([left.ToString()], await hub.IdsAsync(version, sets["cn-customs cn-market de-customs"].Id));
        Assert.Equal(["members", "public", sets["cn-customs de-customs de-tax"].Id], version.SegmentsFor(hub.Analyst("de-tax")).Select(segment => segment.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["public"], version.SegmentsFor(Caller.Anonymous).Select(segment => segment.Id));
    }

    [Fact]
    public async Task Everything_Is_Sorted_By_Id_Over_All_Shards()
    {
        var hub = await DatasetHub.StartAsync();
        for (var number = 0; number < 300; number++)
        {
            await hub.PublishAsync("cn-customs", Invented.Sanction($"R-{number}", Clear));
        }

        var version = await hub.BuildAsync();

        var ids = await hub.IdsAsync(version, "members");
        Assert.Equal(300, ids.Count);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.True(ids.Select(id => RecordId.Parse(id).Shard).Distinct().Count() > 30);
        var entities = (await hub.LinesAsync(version, "members", "entities.ftm.json.gz")).ConvertAll(entity => entity["id"]!.GetValue<string>());
        Assert.Equal(600, entities.Count);
        Assert.Equal(entities.Order(StringComparer.Ordinal), entities);
    }

    [Fact]
    public async Task A_Version_That_Is_Committed_Or_Sequenced_Later_Is_Not_In_It_And_The_One_Before_It_Is()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("R", Green));
        await hub.SequenceAsync();
        var end = (await SequenceHead.LoadAsync(hub.Tables, default)).Next;
        await hub.CorrectAsync("cn-customs", Invented.Sanction("R", Green, name: "Sequenced later"));
        await hub.SequenceAsync();
        await hub.CorrectAsync("cn-customs", Invented.Sanction("R", Green, name: "Never sequenced"));
        await hub.PublishAsync("cn-customs", Invented.Sanction("S", Green));

        var read = await new RecordScan(hub.Tables).ReadAsync(RecordKind.Sanction, end, default).ToListAsync();

        Assert.Equal(1, Assert.Single(read).Header.Version);
        var built = await hub.Builder().BuildAsync(DatasetName.Sanctions, "b", default);
        var line = Assert.Single(await hub.LinesAsync(Assert.IsType<BuildOutcome.Published>(built).Manifest, "members", "sanctions.ndjson.gz"));
        Assert.Equal(2, line["version"]!.GetValue<int>());
        Assert.Equal("Sequenced later", line["merchant"]!["names"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_Is_Retracted_Is_Gone_And_What_Is_Repaired_Is_For_Members_Alone()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        var repaired = await hub.PublishAsync("cn-customs", Invented.Sanction("2", Clear));
        await hub.BuildAsync();
        await hub.RetractAsync("cn-customs", "1");
        await hub.RepairAsync("cn-customs", "2");

        var version = await hub.BuildAsync();

        Assert.Empty(await hub.IdsAsync(version, "public"));
        Assert.Equal([repaired.ToString()], await hub.IdsAsync(version, "members"));
        var delta = await hub.LinesAsync(version, "members", "sanctions.delta.ndjson.gz");
        Assert.Equal(["DEL", "MOD"], delta.Select(line => line["op"]!.GetValue<string>()).Order());
        Assert.Equal(["id"], Assert.Single(delta, line => line["op"]!.GetValue<string>() == "DEL")["record"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task The_Public_Gets_Neither_Numbers_Nor_Parties_Nor_Evidence_Nor_Contacts()
    {
        var hub = await DatasetHub.StartAsync();
        var record = Invented.Sanction("SECRET-REFERENCE", Clear)
            .With("contact", JsonNode.Parse("""{"unit":"SECRET-UNIT","email":"secret@example.org"}"""))
            .With("decisionNumber", "SECRET-DECISION")
            .With("sourceUnit", "SECRET-SOURCE")
            .With("parties", JsonNode.Parse("""[{"role":"principal","names":[{"text":"SECRET-PARTY","kind":"legal"}]}]"""))
            .With("evidence", JsonNode.Parse($$"""[{"title":"SECRET-FILE","sha256":"{{new string('a', 64)}}","mediaType":"application/pdf","size":1}]"""));
        await hub.PublishAsync("cn-customs", record);
        foreach (var dataset in new[] { DatasetName.Sanctions, DatasetName.Merchants })
        {
            var version = await hub.BuildAsync(dataset);
            foreach (var file in version.Segment("public")!.Files)
            {
                var content = await hub.ContentAsync(version, "public", file.Name);
                Assert.DoesNotContain("SECRET", content, StringComparison.OrdinalIgnoreCase);
                Assert.True(file.Name == "datapackage.json" || content.Contains("Nordlicht", StringComparison.Ordinal), file.Name);
            }
        }
    }

    [Fact]
    public async Task Groups_Exceptions_And_Relations_That_Some_May_Not_Know_Of_Are_Left_Out()
    {
        var hub = await DatasetHub.StartAsync();
        var hidden = await hub.PublishAsync("cn-customs", Invented.Case("H", """{"tlp":"AMBER","audience":[{"agency":"cn-market"}]}"""), RecordKind.Case);
        var known = await hub.PublishAsync("cn-customs", Invented.Case("K", Green), RecordKind.Case);
        var related = new JsonArray(
            new JsonObject { ["id"] = hidden.ToString(), ["relation"] = "same-event" },
            new JsonObject { ["publisher"] = "cn-customs", ["reference"] = "K", ["relation"] = "same-event" });
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", """{"tlp":"AMBER","audience":[{"group":"op-lantern"},{"agency":"de-tax"}],"except":["de-customs"]}""").With("relatedRecords", related));

        var version = await hub.BuildAsync();

        var segment = version.Segments.Single(segment => segment.Id.StartsWith("set-", StringComparison.Ordinal));
        Assert.Equal("cn-customs cn-market de-tax", Agencies(segment));
        foreach (var file in segment.Files)
        {
            var content = await hub.ContentAsync(version, segment.Id, file.Name);
            Assert.DoesNotContain("op-lantern", content, StringComparison.Ordinal);
            Assert.DoesNotContain("de-customs", content, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden.ToString(), content, StringComparison.Ordinal);
        }

        var line = Assert.Single(await hub.LinesAsync(version, segment.Id, "sanctions.ndjson.gz"));
        Assert.Equal("K", Assert.Single(line["relatedRecords"]!.AsArray())!["reference"]!.GetValue<string>());
        Assert.Equal("de-tax", Assert.Single(line["label"]!["audience"]!.AsArray())!["agency"]!.GetValue<string>());
        Assert.NotEqual(known, hidden);
    }

    [Fact]
    public async Task Merchants_Are_Joined_From_The_Segments_Records_Alone()
    {
        var hub = await DatasetHub.StartAsync();
        const string First = """[{"scheme":"registration","value":"DE:HRB1"}]""";
        const string Both = """[{"scheme":"registration","value":"DE:HRB1"},{"scheme":"registration","value":"DE:HRB2"}]""";
        const string Second = """[{"scheme":"registration","value":"DE:HRB2"},{"scheme":"domain","value":"shop.example"}]""";
        var sanction = await hub.PublishAsync("cn-customs", Invented.Sanction("1", Green, First, "Eins"));
        var alert = await hub.PublishAsync("demo-pay", Invented.Alert("2", Green, Second), RecordKind.Alert);
        await hub.PublishAsync("cn-market", Invented.Case("3", """{"tlp":"AMBER","audience":[{"agency":"de-tax"}]}""", Both), RecordKind.Case);

        var apart = await hub.BuildAsync(DatasetName.Merchants);
        Assert.Equal(2, apart.Segment("members")!.Rows);

        var joining = await hub.PublishAsync("cn-market", Invented.Case("4", Green, Both), RecordKind.Case);
        var joined = await hub.BuildAsync(DatasetName.Merchants);

        var merchant = Assert.Single(await hub.LinesAsync(joined, "members", "merchants.ndjson.gz"));
        Assert.Equal(Sorted(sanction, alert, joining), merchant["records"]!.AsArray().Select(record => record!["id"]!.GetValue<string>()));
        Assert.Equal(["domain", "registration", "registration"], merchant["identifiers"]!.AsArray().Select(identifier => identifier!["scheme"]!.GetValue<string>()).Order());
        Assert.Contains(merchant["id"]!.GetValue<string>(), await hub.IdsAsync(apart, "members"));
        Assert.Equal(["DEL", "MOD"], (await hub.LinesAsync(joined, "members", "merchants.delta.ndjson.gz")).Select(line => line["op"]!.GetValue<string>()).Order());
        var entities = await hub.LinesAsync(joined, "members", "entities.ftm.json.gz");
        Assert.Equal(["Company", "Risk", "Risk", "Sanction"], entities.Select(entity => entity["schema"]!.GetValue<string>()).Order());
        Assert.All(entities, entity => Assert.Matches(@"^[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?$", entity["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task More_Sets_Than_One_Pass_Has_Room_For_Are_All_Written()
    {
        var hub = await DatasetHub.StartAsync();
        for (var number = 0; number < 20; number++)
        {
            await hub.RegisterAsync($"xx-agency-{number:D2}", AgencyKind.Customs, "DE");
            await hub.PublishAsync("cn-customs", Invented.Sanction($"R-{number}", $$"""{"tlp":"AMBER","audience":[{"agency":"xx-agency-{{number:D2}}"}]}""", $$"""[{"scheme":"registration","value":"DE:HRB{{number}}"}]"""));
        }

        foreach (var dataset in new[] { DatasetName.Sanctions, DatasetName.Merchants })
        {
            var version = await hub.BuildAsync(dataset);
            Assert.Equal(22, version.Segments.Count);
            Assert.Equal(20, version.Segments.Sum(segment => segment.Rows));
            Assert.Equal(22, version.Segments.Select(segment => segment.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_Set_Without_Records_Any_More_Is_There_Once_So_That_Its_Members_Learn_Of_It()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", ForGermans));
        var first = await hub.BuildAsync();
        var set = first.Segments.Single(segment => segment.Rows == 1).Id;
        await hub.RetractAsync("cn-customs", "1");

        var second = await hub.BuildAsync();
        var third = await hub.BuildAsync();

        Assert.Equal(0, second.Segment(set)!.Rows);
        Assert.Equal("DEL", Assert.Single(await hub.LinesAsync(second, set, "sanctions.delta.ndjson.gz"))["op"]!.GetValue<string>());
        Assert.Null(third.Segment(set));
    }

    [Fact]
    public async Task The_Package_Describes_Every_File_As_It_Is()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        await hub.BuildAsync();
        var version = await hub.BuildAsync();
        foreach (var segment in version.Segments)
        {
            var package = JsonNode.Parse(await hub.ContentAsync(version, segment.Id, "datapackage.json"))!;
            var resources = package["resources"]!.AsArray();
            Assert.Equal(8, resources.Count);
            foreach (var resource in resources)
            {
                var file = segment.File(resource!["path"]!.GetValue<string>()[(segment.Id.Length + 1)..])!;
                Assert.Equal((file.Length, $"sha256:{file.Sha256}"), (resource["bytes"]!.GetValue<long>(), resource["hash"]!.GetValue<string>()));
                if (resource["schema"] is { } schema)
                {
                    var header = (await hub.ContentAsync(version, segment.Id, file.Name)).Split('\n')[0].TrimEnd('\r').Replace("\"", "", StringComparison.Ordinal);
                    Assert.Equal(header.Split(','), schema["fields"]!.AsArray().Select(field => field!["name"]!.GetValue<string>()));
                }
            }
        }
    }

    [Fact]
    public async Task Only_So_Many_Versions_Are_Kept_And_No_File_Of_The_Others()
    {
        var hub = await DatasetHub.StartAsync(new() { Kept = 3 });
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        for (var build = 0; build < 6; build++)
        {
            await hub.BuildAsync();
            hub.Time.Advance(TimeSpan.FromHours(7));
        }

        var versions = await hub.VersionsAsync();
        Assert.Equal([6, 5, 4], versions.Select(version => version.Number));
        var used = versions.SelectMany(version => version.Segments).SelectMany(segment => segment.Files).Select(file => file.Blob).Order(StringComparer.Ordinal);
        Assert.Equal(used, hub.Blobs.Names.Where(name => name.StartsWith("files/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Versions_That_Follow_Each_Other_Fast_Are_Kept_For_A_Quarter_Of_An_Hour()
    {
        var hub = await DatasetHub.StartAsync(new() { Kept = 3 });
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        for (var build = 0; build < 20; build++)
        {
            await hub.BuildAsync();
        }

        Assert.Equal(Enumerable.Range(6, 15).Reverse(), (await hub.VersionsAsync()).Select(version => version.Number));
    }

    [Fact]
    public async Task After_A_Restore_Versions_Begin_Anew_And_The_Old_Ones_Are_Gone()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        var before = await hub.BuildAsync();
        await NewEpochAsync(hub);

        Assert.Empty(await hub.VersionsAsync());
        var after = await hub.BuildAsync();

        Assert.Equal((1, null), (after.Number, after.Previous));
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Single(hub.Blobs.Names, name => name.StartsWith("manifests/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Build_During_Which_The_Store_Is_Restored_Publishes_Nothing()
    {
        var hub = await DatasetHub.StartAsync();
        await hub.PublishAsync("cn-customs", Invented.Sanction("1", Clear));
        await hub.SequenceAsync();
        var isRestored = false;
        var blobs = new WatchedBlobs(hub.Blobs, async name =>
        {
            if (name.EndsWith("datapackage.json", StringComparison.Ordinal) && !isRestored)
            {
                isRestored = true;
                await NewEpochAsync(hub);
            }
        });

        await Assert.ThrowsAsync<StorageUnavailableException>(() => hub.Builder(blobs: blobs).BuildAsync(DatasetName.Sanctions, "b", default));

        Assert.DoesNotContain(hub.Blobs.Names, name => name.StartsWith("manifests/", StringComparison.Ordinal));
    }

    private static async Task NewEpochAsync(DatasetHub hub) => Assert.IsType<CommitOutcome.Committed>(await hub.Tables.CommitAsync(
        StorageNames.Tables.SequenceHead,
        StorageNames.SequenceRows.HeadPartition,
        [new TableWrite.Merge(StorageNames.SequenceRows.HeadRow, new Properties { { "epoch", new string('e', 32) } }, null)],
        default));

    private static string Agencies(DatasetSegment segment) => string.Join(' ', segment.Audience.Select(agency => agency.ToString()));

    private static List<string> Sorted(params RecordId[] ids) => [.. ids.Select(id => id.ToString()).Order(StringComparer.Ordinal)];
}
