using FsCheck;
using FsCheck.Fluent;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Datasets;
using InfoShare.Records;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

/// <summary>Whatever is published, for whomever: no file holds what the policy denies to one of those who may have it, and none lacks what it allows.</summary>
public sealed class DatasetVisibilityTests
{
    private static readonly string[] Members = ["cn-customs", "cn-market", "de-customs", "de-tax"];

    [Fact]
    public void Every_Member_Gets_In_Its_Segments_Just_What_The_Policy_Allows_It() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll<int>(seed => CheckAsync(new Random(seed)).GetAwaiter().GetResult()));

    private static async Task<bool> CheckAsync(Random random)
    {
        var hub = await DatasetHub.StartAsync(new() { HoldFrom = 1000 });
        var current = new Dictionary<RecordId, RecordHeader>();
        for (var build = 0; build < 2; build++)
        {
            for (var step = 0; step < 25; step++)
            {
                await ChangeAsync(hub, random);
            }

            var sanctions = await hub.BuildAsync();
            foreach (var entry in await EntriesAsync(hub))
            {
                current[entry.Header.Id] = entry.Header;
            }

            foreach (var member in Members)
            {
                await CompareAsync(hub, sanctions, hub.Analyst(member), current.Values, Use.Dataset);
            }

            await CompareAsync(hub, sanctions, Caller.Anonymous, current.Values, Use.Public);
        }

        return true;
    }

    private static async Task CompareAsync(DatasetHub hub, DatasetManifest version, Caller caller, IEnumerable<RecordHeader> records, Use use)
    {
        var allowed = records.Where(header => header.Id.Kind == RecordKind.Sanction && header.Status != RecordStatus.Retracted && Visibility.Allows(caller, header, use, version.BuiltAt))
            .Select(header => header.Id.ToString()).Order(StringComparer.Ordinal);
        var got = new List<string>();
        foreach (var segment in version.SegmentsFor(caller).Where(segment => caller.IsAnonymous || segment.Id != Audience.PublicId))
        {
            got.AddRange(await hub.IdsAsync(version, segment.Id));
        }

        Assert.Equal(allowed, got.Order(StringComparer.Ordinal));
    }

    private static async Task ChangeAsync(DatasetHub hub, Random random)
    {
        var (agency, reference) = (Members[random.Next(Members.Length)], $"{random.Next(12)}");
        var record = Invented.Sanction(reference, LabelOf(random, agency));
        if (random.Next(4) == 0)
        {
            record["publicityUntil"] = random.Next(2) == 0 ? "2020-01-01" : "2030-01-01";
        }

        var id = hub.Records.IdOf(AgencyId.Parse(agency), RecordKind.Sanction, reference);
        var header = await hub.Records.GetHeaderAsync(id, default);
        switch (header?.Status, random.Next(5))
        {
            case (null, _):
                await hub.PublishAsync(agency, record);
                break;
            case (RecordStatus.Retracted, _):
                break;
            case (_, 0):
                await hub.RetractAsync(agency, reference);
                break;
            case (RecordStatus.Active, 1):
                await hub.RepairAsync(agency, reference);
                break;
            default:
                record["summary"] = $"Changed {random.Next()}.";
                await hub.CorrectAsync(agency, record);
                break;
        }
    }

    private static string LabelOf(Random random, string publisher)
    {
        var other = Members[random.Next(Members.Length)];
        return random.Next(7) switch
        {
            0 => """{"tlp":"CLEAR"}""",
            1 => """{"tlp":"GREEN"}""",
            2 => """{"tlp":"AMBER","audience":[{"jurisdiction":"DE"}]}""",
            3 => $$"""{"tlp":"AMBER","audience":[{"kind":"customs"}],"except":["{{other}}"]}""",
            4 => $$"""{"tlp":"AMBER+STRICT","audience":[{"agency":"{{other}}"}]}""",
            5 => publisher.StartsWith("cn-", StringComparison.Ordinal) ? """{"tlp":"AMBER","audience":[{"group":"op-lantern"}]}""" : """{"tlp":"AMBER","audience":[{"membership":"home"}]}""",
            _ => $$"""{"tlp":"RED","audience":[{"agency":"{{other}}"}]}""",
        };
    }

    private static async Task<List<InfoShare.Sequencing.SequenceEntry>> EntriesAsync(DatasetHub hub) =>
        await new InfoShare.Sequencing.SequenceReader(hub.Tables, InfoShare.Sequencing.SequencingLimits.Default).ReadAsync(default, "", default).Select(sequenced => sequenced.Entry).ToListAsync();
}
