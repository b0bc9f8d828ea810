using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Records.Shapes;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Json;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Records;

/// <summary>To what the hub commits itself with every version: a hash that tells nothing without the salt, which nobody can guess.</summary>
public sealed class CommitmentTests
{
    private static readonly Agency Customs = new() { Id = AgencyId.Parse("cn-customs"), Name = "Customs", Kind = AgencyKind.Customs, Jurisdiction = "CN", TimeZone = "Asia/Shanghai" };

    private readonly MemoryTables _tables = new();

    [Fact]
    public async Task The_Commitment_Is_The_Hash_Of_Salt_And_Canonical_Body()
    {
        var store = await StoreAsync();
        var record = Invented.Sanction("R").With("summary", "Two lines,\n\"quoted\" \\ and 😀.");
        var id = (await store.ExecuteAsync(new RecordCommand.Publish(Customs, Draft(record)), default)).Id;

        var version = await VersionAsync(id, 1);

        using var sent = JsonDocument.Parse(record.ToJsonString());
        Assert.Equal(SHA256.HashData([.. Salt(version), .. CanonicalJson.Write(sent.RootElement)]), version.GetBinary("commitment")!.Value.ToArray());
    }

    [Fact]
    public async Task Every_Version_Has_A_Salt_Of_Its_Own()
    {
        var store = await StoreAsync();
        var salts = new List<byte[]>();
        for (var number = 0; number < 20; number++)
        {
            var reference = $"R-{number}";
            var id = (await store.ExecuteAsync(new RecordCommand.Publish(Customs, Draft(Invented.Sanction(reference))), default)).Id;
            await store.ExecuteAsync(new RecordCommand.Correct(Customs, Draft(Invented.Sanction(reference).With("category", "counterfeit")), 1, "For the test."), default);
            await store.ExecuteAsync(new RecordCommand.Retract(Customs, RecordKind.Sanction, reference, null, "Wrong."), default);
            for (var version = 1; version <= 3; version++)
            {
                salts.Add(Salt(await VersionAsync(id, version)));
            }
        }

        Assert.All(salts, salt => Assert.Equal(32, salt.Length));
        Assert.All(salts, salt => Assert.NotEqual(new byte[32], salt));
        Assert.Equal(salts.Count, salts.Select(Convert.ToHexString).Distinct().Count());

        // Of so many random bytes every place has many values: what is only counted up has few.
        Assert.All(Enumerable.Range(0, 32), place => Assert.True(salts.Select(salt => salt[place]).Distinct().Count() > salts.Count / 2));
    }

    private static byte[] Salt(Properties version) => version.GetBinary("salt")!.Value.ToArray();

    private async Task<Properties> VersionAsync(RecordId id, int version) =>
        (await _tables.GetAsync(StorageNames.Tables.Records, id.Shard, StorageNames.RecordRows.Version(id, version), default))!.Properties;

    private async Task<RecordStore> StoreAsync() =>
        new(_tables, await HubKeys.LoadAsync(new OneBlob(), default), new SequenceSignal(), TimeProvider.System);

    private static RecordDraft Draft(JsonObject record)
    {
        var errors = new ErrorList();
        var line = RecordReader.ReadLine(Encoding.UTF8.GetBytes(record.ToJsonString()), RecordKind.Sanction, EnvelopeMembers.Kind, new(Customs, _ => true), errors);
        Assert.Empty(errors);
        return line!.Draft!;
    }
}
