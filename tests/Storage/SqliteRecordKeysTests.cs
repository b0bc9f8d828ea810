using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using InfoShare.Storage;
using Microsoft.Data.Sqlite;

namespace InfoShare.Tests.Storage;

/// <summary>In the file the records' keys are turned round, so that a record's rows are neighbours; at the port nobody sees it.</summary>
public sealed class SqliteRecordKeysTests : IDisposable
{
    private const string Table = StorageNames.Tables.Records;

    private const string Shard = "2a";

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

    [Fact]
    public async Task A_File_Of_The_First_Format_Is_Brought_To_This_One_Once()
    {
        string[] keys = ["c~a", "v~a~000001", "v~a~000002", "p~0001~a~000002", "c~b", "v~b~000001"];
        await FillAsync(keys);
        await _store.Tables.CommitAsync("Others", Shard, [new TableWrite.Insert("c~a", new() { { "key", "another table's" } })], None);
        _store.Reopen(() => Run(
            "UPDATE rows SET table_id = -table_id, row = substr(row, -1) || '~' || substr(row, 1, length(row) - 2) WHERE table_id < 0;"
            + "INSERT INTO rows (table_id, partition, row, version, body) SELECT table_id, partition, row, version, body FROM passing_rows;"
            + "DROP TABLE passing_rows; PRAGMA user_version = 1"));
        Assert.Equal(keys.Order(StringComparer.Ordinal), await RowsAsync(null, null, 2));
        Assert.NotNull(await _store.Tables.GetAsync("Others", Shard, "c~a", None));
        _store.Reopen();
        Assert.Equal(keys.Order(StringComparer.Ordinal), await RowsAsync(null, null, 100));
    }

    [Fact]
    public void A_File_Of_A_Later_Format_Is_Refused_And_Left_As_It_Is()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => _store.Reopen(() => Run("PRAGMA user_version = 3")));
        Assert.Contains("format 3", refusal.Message, StringComparison.Ordinal);
        Run("PRAGMA user_version = 2");
        _store.Reopen();
    }

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
