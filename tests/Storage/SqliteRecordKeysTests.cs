using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using InfoShare.Agencies;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Records;
using InfoShare.Storage;
using Microsoft.Data.Sqlite;

namespace InfoShare.Tests.Storage;

/// <summary>In the file records' rows are found by places instead of keys, and what is merged into one is kept beside it; at the port nobody sees it.</summary>
public sealed class SqliteRecordKeysTests : IDisposable
{
    private const string Table = StorageNames.Tables.Records;

    private const string Shard = "2a";

    private const string ToFormat2 = """
        INSERT INTO rows (table_id, partition, row, version, body)
        SELECT -(SELECT id FROM tables WHERE name = 'Records'), substr(row, 1, 2), substr(row, 4) || char(1) || iif(tail = 0, 'c', 'v'), version, body FROM record_rows;
        DROP TABLE record_rows; DROP TABLE record_merges;
        """;

    private const string ToFormat1 = """
        UPDATE rows SET table_id = -table_id, row = substr(row, -1) || '~' || substr(row, 1, length(row) - 2) WHERE table_id < 0;
        INSERT INTO rows (table_id, partition, row, version, body) SELECT table_id, partition, row, version, body FROM passing_rows;
        DROP TABLE passing_rows;
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly EmbeddedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Ranges_Of_Any_Keys_Come_In_The_Keys_Order_Page_By_Page(int seed)
    {
        var random = new Random(seed);
        var keys = Enumerable.Range(0, 300).Select(_ => Key(random)).ToHashSet(StringComparer.Ordinal);
        await FillAsync(keys);
        for (var round = 0; round < 200; round++)
        {
            var (from, to) = (random.Next(4) == 0 ? null : Key(random), random.Next(4) == 0 ? null : Key(random));
            var expected = keys.Where(key => string.CompareOrdinal(key, from ?? "") >= 0 && (to is null || string.CompareOrdinal(key, to) < 0)).Order(StringComparer.Ordinal).ToList();
            var take = random.Next(1, 40);
            Assert.Equal(expected, await RowsAsync(from, to, take));
            Assert.Equal(expected, await KeysAsync(from, to, take));
        }
    }

    [Fact]
    public async Task Every_Key_Is_Its_Own_Row()
    {
        string[] keys = ["c~a", "v~a", "c~a~b", "v~a~b", "a", "c", "c~", "v~", "v", "a~c", "cv~a"];
        await FillAsync(keys);
        foreach (var key in keys)
        {
            Assert.Equal(key, (await _store.Tables.GetAsync(Table, Shard, key, None))!.Properties.GetString("key"));
        }

        await _store.Tables.CommitAsync(Table, Shard, [new TableWrite.Delete("c~a", null), new TableWrite.Merge("v~a", new() { { "more", 1L } }, null)], None);
        Assert.Equal(keys.Except(["c~a"]).Order(StringComparer.Ordinal), await KeysAsync(null, null, 100));
        Assert.Equal(1L, (await _store.Tables.GetAsync(Table, Shard, "v~a", None))!.Properties.GetInt64("more"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_File_Of_An_Earlier_Format_Is_Brought_To_This_One_Once(int format)
    {
        var id = RecordId.Of(new byte[32], AgencyId.Parse("customs"), RecordKind.Alert, "1");
        string[] keys = ["c~a", "v~a~000001", "v~a~000002", "p~0001~a~000002", "c~b", "v~b~000001", $"c~{id}", $"v~{id}~000001", $"v~{id}~000300"];
        await FillAsync(keys);
        await _store.Tables.CommitAsync("Others", Shard, [new TableWrite.Insert("c~a", new() { { "key", "another table's" } })], None);
        _store.Reopen(() => Run((format == 1 ? ToFormat2 + ToFormat1 : ToFormat2) + string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {format}")));
        Assert.Equal(keys.Order(StringComparer.Ordinal), await RowsAsync(null, null, 2));
        Assert.All(keys, key => Assert.NotNull(_store.Tables.GetAsync(Table, Shard, key, None).AsTask().Result));
        Assert.NotNull(await _store.Tables.GetAsync("Others", Shard, "c~a", None));
        _store.Reopen();
        Assert.Equal(keys.Order(StringComparer.Ordinal), await RowsAsync(null, null, 100));
    }

    [Fact]
    public async Task Ranges_Of_One_Records_Versions_Come_In_Their_Order_Whatever_Else_Is_There()
    {
        var id = RecordId.Of(new byte[32], AgencyId.Parse("customs"), RecordKind.Alert, "1");
        var near = $"{id.ToString()[..^1]}{(id.ToString()[^1] == 'a' ? 'b' : 'a')}";
        var keys = Enumerable.Range(1, 140).SelectMany(version => new[] { StorageNames.RecordRows.Version(id, version), $"v~{near}~{version:D6}" }).Append($"c~{id}").ToHashSet(StringComparer.Ordinal);
        await FillAsync(keys);
        await AssertRangesAsync();
        foreach (var odd in new[] { $"v~{id}~000003x", $"v~{id}~000003x~000002", $"v~{id}~00000", $"v~{id}", $"v~{id}~000000" })
        {
            await FillAsync([odd]);
            keys.Add(odd);
            await AssertRangesAsync();
        }

        async Task AssertRangesAsync()
        {
            foreach (var (first, last, take) in new[] { (1, 2001, 2), (139, 2001, 2), (3, 5, 100), (127, 130, 1), (5, 3, 9), (1, 999_999, 1000) })
            {
                var (from, to) = (StorageNames.RecordRows.Version(id, first), StorageNames.RecordRows.Version(id, last));
                var expected = keys.Where(key => string.CompareOrdinal(key, from) >= 0 && string.CompareOrdinal(key, to) < 0).Order(StringComparer.Ordinal).ToList();
                Assert.Equal(expected, await RowsAsync(from, to, take));
                Assert.Equal(expected, await KeysAsync(from, to, take));
            }
        }
    }

    /// <summary>Files hold these numbers: another encoding would not find what is stored.</summary>
    [Theory]
    [InlineData("c~alert_00aaaaaaaaaaaaaaaaaaaaaaaaaa", 1_343_816_017_844_422L, 0)]
    [InlineData("v~case_00a234567zaaaaaaaaaaaaaaaaaa~000001", 3_588_842_565_336_262L, 1)]
    [InlineData("v~sanction_3fzzzzzzzzzz7777777777777777~002000", 1_141_662_505_538_420_735L, 2000)]
    [InlineData("v~sanction_3fzzzzzzzzzz7777777777777777~02000", 1_141_662_505_538_420_735L, 1_000_000)]
    [InlineData("c~notice_00aaaaaaaaaaaaaaaaaaaaaaaaaa", 4_503_599_627_370_496L, 0)]
    public void The_Numbers_Of_The_File_Stay(string row, long place, int tail)
    {
        var key = RecordKey.Of(row.Contains("_3f", StringComparison.Ordinal) ? "3f" : "00", row[..2], row[2..]);
        Assert.Equal((place, tail), (key.Place, key.Tail));
    }

    [Fact]
    public async Task What_Was_Merged_Into_A_Row_Goes_With_It()
    {
        await FillAsync(["v~a"]);
        foreach (var number in new[] { 1L, 2L })
        {
            await CommittedAsync(new TableWrite.Merge("v~a", new() { { "index", number } }, null));
            Assert.Equal(number, (await PropertiesAsync("v~a"))!.GetInt64("index"));
        }

        await CommittedAsync(new TableWrite.Merge("v~a", new() { { "more", new string('x', 100) } }, null));
        Assert.Equal((2L, 100, "v~a"), await MergedAsync());
        await CommittedAsync(new TableWrite.Merge("v~a", new() { { "index", 3L }, { "key", "new" } }, null));
        Assert.Equal((3L, 100, "new"), await MergedAsync());
        await CommittedAsync(new TableWrite.Merge("v~a", new() { { "other", 4L } }, null));
        await CommittedAsync(new TableWrite.Replace("v~a", new() { { "key", "v~a" } }, (await _store.Tables.GetAsync(Table, Shard, "v~a", None))!.ETag));
        Assert.Equal(1, (await PropertiesAsync("v~a"))!.Count);
        await CommittedAsync(new TableWrite.Merge("v~a", new() { { "index", 5L } }, null));
        await CommittedAsync(new TableWrite.Delete("v~a", null));
        await FillAsync(["v~b"]);
        Assert.Equal(1, (await PropertiesAsync("v~b"))!.Count);

        async Task<(long?, int?, string?)> MergedAsync() =>
            await PropertiesAsync("v~a") is { } row ? (row.GetInt64("index"), row.GetString("more")?.Length, row.GetString("key")) : default;
    }

    [Fact]
    public async Task A_Merged_Row_Has_The_Merges_ETag()
    {
        await FillAsync(["v~a"]);
        var before = (await _store.Tables.GetAsync(Table, Shard, "v~a", None))!.ETag;
        var merged = Assert.IsType<CommitOutcome.Committed>(
            await _store.Tables.CommitAsync(Table, Shard, [new TableWrite.Merge("v~a", new() { { "index", 1L } }, before)], None)).ETags[0];
        Assert.NotEqual(before, merged);
        Assert.Equal(merged, (await _store.Tables.GetAsync(Table, Shard, "v~a", None))!.ETag);
        Assert.Equal(merged, Assert.Single((await _store.Tables.QueryAsync(Table, Shard, null, null, 9, null, None)).Entities).ETag);
        Assert.Equal(
            new CommitOutcome.Conflict(0, ConflictReason.Changed),
            await _store.Tables.CommitAsync(Table, Shard, [new TableWrite.Merge("v~a", new() { { "index", 2L } }, before)], None));
        await CommittedAsync(new TableWrite.Merge("v~a", new() { { "index", 2L } }, merged));
    }

    [Fact]
    public void Places_Are_In_The_Order_Of_The_Keys()
    {
        var keys = from number in Gen.Choose(0, int.MaxValue)
                   from cut in Gen.Choose(0, 80)
                   from odd in Gen.Elements("!01289:@`{~_-\u00e9ACVaksz".ToCharArray())
                   select KeyOf((uint)number, cut, odd);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(keys.Two().ToArbitrary(), pair =>
        {
            var places = RecordKey.PlaceOf(Shard, pair.Item1).CompareTo(RecordKey.PlaceOf(Shard, pair.Item2));
            return places == 0 || places == Math.Sign(string.CompareOrdinal(pair.Item1, pair.Item2));
        }));
    }

    [Fact]
    public void A_File_Of_A_Later_Format_Is_Refused_And_Left_As_It_Is()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => _store.Reopen(() => Run("PRAGMA user_version = 4")));
        Assert.Contains("format 4", refusal.Message, StringComparison.Ordinal);
        Run("PRAGMA user_version = 3");
        _store.Reopen();
    }

    /// <summary>An id in the shard, or the beginning of one with a character of another kind in it.</summary>
    private static string KeyOf(uint number, int cut, char odd)
    {
        const string Digits = "234567abcdefghijklmnopqrstuvwxyz";
        var kind = new[] { "alert", "case", "sanction", "bale" }[number % 4];
        var shard = number % 5 == 0 ? "3f" : Shard;
        var id = $"{kind}_{shard}{string.Concat(Enumerable.Range(0, 26).Select(at => Digits[(int)((number >> (at % 7)) % 3) * 15]))}";
        var at = cut % (2 * id.Length);
        return at >= id.Length ? id : at % 2 == 0 ? id[..at] : $"{id[..at]}{odd}{id[(at + 1)..]}";
    }

    private async Task CommittedAsync(TableWrite write) => Assert.IsType<CommitOutcome.Committed>(await _store.Tables.CommitAsync(Table, Shard, [write], None));

    private async Task<Properties?> PropertiesAsync(string row) => (await _store.Tables.GetAsync(Table, Shard, row, None))?.Properties;

    private static string Key(Random random)
    {
        const string Characters = "acvp~!0 b";
        return string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Characters[random.Next(Characters.Length)]));
    }

    private async Task FillAsync(IEnumerable<string> keys)
    {
        foreach (var commit in keys.Chunk(StorageLimits.MaxOperations))
        {
            var outcome = await _store.Tables.CommitAsync(Table, Shard, [.. commit.Select(key => new TableWrite.Insert(key, new() { { "key", key } }))], None);
            Assert.IsType<CommitOutcome.Committed>(outcome);
        }
    }

    private async Task<List<string>> RowsAsync(string? from, string? to, int take)
    {
        var rows = new List<string>();
        string? continuation = null;
        do
        {
            var page = await _store.Tables.QueryAsync(Table, Shard, from, to, take, continuation, None);
            Assert.All(page.Entities, row => Assert.Equal(row.Row, row.Properties.GetString("key")));
            rows.AddRange(page.Entities.Select(row => row.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    private async Task<List<string>> KeysAsync(string? from, string? to, int take)
    {
        var rows = new List<string>();
        string? continuation = null;
        do
        {
            var page = await _store.Tables.QueryKeysAsync(Table, Shard, from, to, take, continuation, None);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return rows;
    }

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests' own constants.")]
    private void Run(string sql)
    {
        using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Combine(_store.Directory, "infoshare.db")};Pooling=False"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
