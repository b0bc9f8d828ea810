using InfoShare.Storage;
using InfoShare.Tests.Azurite;

namespace InfoShare.Tests.Storage;

/// <summary>What every adapter of <see cref="ITables"/> promises. An adapter is put under it by one subclass.</summary>
public abstract class TablesContract
{
    private const string Table = "Things";
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract ITables Tables { get; }

    [StoreFact]
    public async Task A_Committed_Row_Is_Read_Back_Exactly()
    {
        var properties = new Properties
        {
            { "Text", "naïve 商标 😀 \0 \"quoted\"" },
            { "EmptyText", "" },
            { "Number", long.MinValue },
            { "Zero", 0 },
            { "Binary", new byte[] { 0, 255, 1 } },
            { "EmptyBinary", ReadOnlyMemory<byte>.Empty },
        };
        var tag = Assert.Single(await Written(new TableWrite.Insert("row", properties)));

        var entity = await Read("row");

        Assert.NotNull(entity);
        Assert.Equal(("p", "row", tag), (entity.Partition, entity.Row, entity.ETag));
        Assert.Equal(properties.Select(Plain), entity.Properties.Select(Plain));
    }

    [StoreFact]
    public async Task A_Row_That_Was_Never_Written_Is_Null()
    {
        Assert.Null(await Read("row"));
        await Written(new TableWrite.Insert("row", Number(1)));
        Assert.Null(await Read("other"));
        Assert.Null(await Tables.GetAsync(Table, "q", "row", None));
        Assert.Null(await Tables.GetAsync("Others", "p", "row", None));
    }

    [StoreFact]
    public async Task The_Same_Keys_In_Two_Tables_And_Two_Partitions_Are_Different_Rows()
    {
        await Tables.CommitAsync(Table, "p", [new TableWrite.Insert("row", Number(1))], None);
        await Tables.CommitAsync(Table, "q", [new TableWrite.Insert("row", Number(2))], None);
        await Tables.CommitAsync("Others", "p", [new TableWrite.Insert("row", Number(3))], None);

        Assert.Equal(1, (await Read("row"))?.Properties.GetInt64("Number"));
        Assert.Equal(2, (await Tables.GetAsync(Table, "q", "row", None))?.Properties.GetInt64("Number"));
        Assert.Equal(3, (await Tables.GetAsync("Others", "p", "row", None))?.Properties.GetInt64("Number"));
    }

    [StoreFact]
    public async Task Empty_Keys_Are_Legal()
    {
        await Tables.CommitAsync(Table, "", [new TableWrite.Insert("", Number(1))], None);

        Assert.Equal(1, (await Tables.GetAsync(Table, "", "", None))?.Properties.GetInt64("Number"));
        Assert.Single((await Tables.QueryAsync(Table, "", null, null, 10, null, None)).Entities);
    }

    [StoreTheory]
    [InlineData("it's")]
    [InlineData("''")]
    [InlineData("a b")]
    [InlineData("a&b=c;d,e:f@g$h!i*j")]
    [InlineData("(p)[r]{s}|t^`")]
    [InlineData("\"quoted\" <tag>")]
    [InlineData("商标 😀 naïve")]
    public async Task Keys_Hold_Every_Character_That_Is_Not_Forbidden(string key)
    {
        var tag = Assert.IsType<CommitOutcome.Committed>(await Tables.CommitAsync(Table, key, [new TableWrite.Insert(key, Number(1)), new TableWrite.Insert($"{key}~", Number(2))], None)).ETags[0];
        Assert.IsType<CommitOutcome.Committed>(await Tables.CommitAsync(Table, key, [new TableWrite.Merge(key, Number(3), tag), new TableWrite.Delete($"{key}~", null)], None));

        Assert.Equal(3, (await Tables.GetAsync(Table, key, key, None))?.Properties.GetInt64("Number"));
        Assert.Equal([key], (await Tables.QueryAsync(Table, key, key, $"{key}~", 10, null, None)).Entities.Select(entity => entity.Row));
        Assert.Equal([key], (await Tables.QueryKeysAsync(Table, key, key, null, 10, null, None)).Rows);
    }

    [StoreFact]
    public async Task An_Insert_Conflicts_With_A_Row_That_Is_There()
    {
        await Written(new TableWrite.Insert("row", Number(1)));

        Assert.Equal(new CommitOutcome.Conflict(0, ConflictReason.Exists), await Commit(new TableWrite.Insert("row", Number(2))));
        Assert.Equal(1, (await Read("row"))?.Properties.GetInt64("Number"));
    }

    public static TheoryData<TableWrite, TableWrite> NeedingARow => new()
    {
        { new TableWrite.Replace("row", Number(2), null), new TableWrite.Replace("row", Number(2), "0badc0de") },
        { new TableWrite.Merge("row", Number(2), null), new TableWrite.Merge("row", Number(2), "0badc0de") },
        { new TableWrite.Delete("row", null), new TableWrite.Delete("row", "0badc0de") },
    };

    [StoreTheory]
    [MemberData(nameof(NeedingARow), DisableDiscoveryEnumeration = true)]
    public async Task A_Change_Of_A_Missing_Row_Conflicts(TableWrite whatever, TableWrite ifMatch)
    {
        Assert.Equal(new CommitOutcome.Conflict(0, ConflictReason.Missing), await Commit(whatever));
        Assert.Equal(new CommitOutcome.Conflict(0, ConflictReason.Missing), await Commit(ifMatch));
        Assert.Null(await Read("row"));
    }

    [StoreTheory]
    [MemberData(nameof(NeedingARow), DisableDiscoveryEnumeration = true)]
    public async Task A_Change_Of_A_Row_With_Another_ETag_Conflicts(TableWrite whatever, TableWrite ifMatch)
    {
        await Written(new TableWrite.Insert("row", Number(1)));

        Assert.Equal(new CommitOutcome.Conflict(0, ConflictReason.Changed), await Commit(ifMatch));
        Assert.Equal(1, (await Read("row"))?.Properties.GetInt64("Number"));
        Assert.IsType<CommitOutcome.Committed>(await Commit(whatever));
        Assert.Equal(whatever is TableWrite.Delete ? null : 2, (await Read("row"))?.Properties.GetInt64("Number"));
    }

    [StoreFact]
    public async Task A_Replacement_Leaves_Nothing_Of_The_Row_Before()
    {
        var tag = (await Written(new TableWrite.Insert("row", new Properties { { "Gone", "x" } })))[0];

        await Written(new TableWrite.Replace("row", Number(2), tag));

        Assert.Equal(["Number"], (await Read("row"))!.Properties.Select(pair => pair.Key));
    }

    [StoreFact]
    public async Task A_Merge_Keeps_What_It_Does_Not_Name()
    {
        var tag = (await Written(new TableWrite.Insert("row", new Properties { { "Kept", "x" }, { "Number", 1 } })))[0];

        await Written(new TableWrite.Merge("row", new Properties { { "Number", 2 }, { "New", "y" } }, tag));

        var properties = (await Read("row"))!.Properties;
        Assert.Equal(("x", 2, "y", 3), (properties.GetString("Kept"), properties.GetInt64("Number"), properties.GetString("New"), properties.Count));
    }

    [StoreFact]
    public async Task A_Merge_That_Makes_A_Row_Too_Large_Is_Refused_And_Changes_Nothing()
    {
        await Written(new TableWrite.Insert("row", Large(0, 15)));

        await Assert.ThrowsAsync<StorageLimitException>(() => Commit(
            new TableWrite.Insert("beside", Number(1)), new TableWrite.Merge("row", Large(15, 2), null)));

        Assert.Equal(15, (await Read("row"))!.Properties.Count);
        Assert.Null(await Read("beside"));
    }

    [StoreFact]
    public async Task An_Upsert_Writes_A_New_Row_And_Replaces_An_Old_One()
    {
        await Written(new TableWrite.Upsert("row", new Properties { { "Gone", "x" } }));
        await Written(new TableWrite.Upsert("row", Number(2)));

        Assert.Equal(["Number"], (await Read("row"))!.Properties.Select(pair => pair.Key));
    }

    [StoreFact]
    public async Task A_Row_May_Be_Nothing_But_Its_Keys()
    {
        await Written(new TableWrite.Insert("inserted", []), new TableWrite.Upsert("upserted", []));
        await Written(new TableWrite.Upsert("upserted too", []));
        await Written(new TableWrite.Merge("inserted", [], null), new TableWrite.Replace("upserted", [], null));

        Assert.Equal(["inserted", "upserted", "upserted too"], await Range(null, null));
        Assert.Empty((await Read("upserted"))!.Properties);
    }

    [StoreFact]
    public async Task Every_Write_Gives_The_Row_An_ETag_That_It_Never_Had()
    {
        var tags = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            Assert.True(tags.Add((await Written(new TableWrite.Insert("row", Number(1))))[0]));
            Assert.True(tags.Add((await Written(new TableWrite.Replace("row", Number(1), null)))[0]));
            Assert.True(tags.Add((await Written(new TableWrite.Merge("row", Number(1), null)))[0]));
            Assert.True(tags.Add((await Written(new TableWrite.Upsert("row", Number(1))))[0]));
            Assert.Equal("", (await Written(new TableWrite.Delete("row", null)))[0]);
        }
    }

    [StoreFact]
    public async Task A_Commit_Gives_The_ETags_In_The_Order_Of_Its_Operations()
    {
        await Written(new TableWrite.Insert("b", Number(1)), new TableWrite.Insert("c", Number(1)));

        var tags = await Written(
            new TableWrite.Upsert("d", Number(2)), new TableWrite.Delete("c", null), new TableWrite.Merge("b", Number(2), null), new TableWrite.Insert("a", Number(2)));

        Assert.Equal([(await Read("d"))!.ETag, "", (await Read("b"))!.ETag, (await Read("a"))!.ETag], tags);
    }

    [StoreFact]
    public async Task Commits_In_Turn_Are_All_Made_Each_In_Its_Partition_And_Upon_The_One_Before()
    {
        var outcomes = await Tables.CommitInTurnAsync(
            Table,
            [
                new("p", [new TableWrite.Insert("row", Number(1))]),
                new("q", [new TableWrite.Insert("row", Number(2))]),
                new("p", [new TableWrite.Replace("row", Number(3), null)]),
            ],
            None);

        var tags = outcomes.Select(outcome => Assert.Single(Assert.IsType<CommitOutcome.Committed>(outcome).ETags)).ToList();
        Assert.Equal(3, tags.Count);
        Assert.Equal((tags[2], 3L), await Read("row") is { } row ? (row.ETag, row.Properties.GetInt64("Number")) : default);
        Assert.Equal(tags[1], (await Tables.GetAsync(Table, "q", "row", None))?.ETag);
    }

    [StoreFact]
    public async Task The_First_Commit_In_Turn_That_Conflicts_Ends_The_Turn_And_Leaves_What_Was_Before_It()
    {
        await Written(new TableWrite.Insert("taken", Number(1)));

        var outcomes = await Tables.CommitInTurnAsync(
            Table,
            [
                new("p", [new TableWrite.Insert("a", Number(2))]),
                new("p", [new TableWrite.Insert("b", Number(3)), new TableWrite.Insert("taken", Number(4))]),
                new("p", [new TableWrite.Insert("c", Number(5))]),
            ],
            None);

        Assert.Equal(2, outcomes.Count);
        Assert.IsType<CommitOutcome.Committed>(outcomes[0]);
        Assert.Equal(new CommitOutcome.Conflict(1, ConflictReason.Exists), outcomes[1]);
        Assert.Equal(["a", "taken"], await Range(null, null));
        Assert.Equal(1, (await Read("taken"))?.Properties.GetInt64("Number"));
    }

    [StoreFact]
    public async Task A_Commit_In_Turn_Conflicts_With_What_The_One_Before_It_Wrote()
    {
        var outcomes = await Tables.CommitInTurnAsync(
            Table,
            [
                new("p", [new TableWrite.Insert("row", Number(1))]),
                new("p", [new TableWrite.Insert("row", Number(2))]),
            ],
            None);

        Assert.Equal(new CommitOutcome.Conflict(0, ConflictReason.Exists), outcomes[1]);
        Assert.Equal(1, (await Read("row"))?.Properties.GetInt64("Number"));
    }

    [StoreFact]
    public async Task A_Conflict_Names_The_First_Operation_That_Did_Not_Hold_And_Nothing_Of_The_Commit_Is_There()
    {
        var tag = (await Written(new TableWrite.Insert("there", Number(1))))[0];

        var outcome = await Commit(
            new TableWrite.Insert("new", Number(2)),
            new TableWrite.Merge("there", Number(2), tag),
            new TableWrite.Delete("missing", null),
            new TableWrite.Replace("missing too", Number(2), null));

        Assert.Equal(new CommitOutcome.Conflict(2, ConflictReason.Missing), outcome);
        Assert.Null(await Read("new"));
        Assert.Equal((1, tag), ((await Read("there"))?.Properties.GetInt64("Number"), (await Read("there"))?.ETag));
    }

    [StoreFact]
    public async Task Of_Many_Who_Change_One_Row_By_Its_ETag_Exactly_One_Succeeds()
    {
        var tag = (await Written(new TableWrite.Insert("row", Number(0))))[0];

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 32).Select(number => Task.Run(() => Commit(new TableWrite.Replace("row", Number(number), tag)))));

        var winner = Array.FindIndex(outcomes, outcome => outcome is CommitOutcome.Committed);
        Assert.All(outcomes.Where((_, index) => index != winner), outcome => Assert.Equal(new CommitOutcome.Conflict(0, ConflictReason.Changed), outcome));
        Assert.Equal(winner + 1, (await Read("row"))?.Properties.GetInt64("Number"));
    }

    [StoreFact]
    public async Task A_Range_Is_Read_In_Ordinal_Order_From_Inclusive_To_Exclusive()
    {
        foreach (var row in new[] { "b", "a~1", "B", "a", "_", "10", "9", "a~", "a:" })
        {
            await Written(new TableWrite.Insert(row, Number(1)));
        }

        Assert.Equal(["10", "9", "B", "_", "a", "a:", "a~", "a~1", "b"], await Range(null, null));
        Assert.Equal(["a", "a:", "a~", "a~1"], await Range("a", "b"));
        Assert.Equal(["a~", "a~1", "b"], await Range("a;", null));
        Assert.Equal(["10", "9"], await Range(null, "A"));
        Assert.Empty(await Range("c", "d"));
        Assert.Empty(await Range("b", "a"));
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(21)]
    public async Task Pages_Join_Without_A_Gap_Or_A_Repeat(int take)
    {
        await Written([.. Enumerable.Range(0, 21).Select(number => new TableWrite.Insert($"r~{number:D3}", Number(number)))]);
        await Written(new TableWrite.Insert("s", Number(99)));
        var seen = new List<long?>();
        string? continuation = null;
        do
        {
            var page = await Tables.QueryAsync(Table, "p", "r~001", "r~:", take, continuation, None);
            Assert.InRange(page.Entities.Count, 0, take);
            seen.AddRange(page.Entities.Select(entity => entity.Properties.GetInt64("Number")));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(Enumerable.Range(1, 20).Select(number => (long?)number), seen);
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task The_Keys_Of_A_Range_Are_Those_Of_Its_Rows(int take)
    {
        await Written([.. Enumerable.Range(0, 21).Select(number => new TableWrite.Insert($"r~{number:D3}", Number(number)))]);
        await Written(new TableWrite.Insert("s", Number(99)));

        Assert.Equal(await Range("r~001", "r~:"), await Keys("r~001", "r~:", take));
        Assert.Equal(await Range("r~004", null), await Keys("r~004", null, take));
        Assert.Empty(await Keys("t", null, take));
        Assert.Empty((await Tables.QueryKeysAsync("Others", "p", null, null, take, null, None)).Rows);
    }

    [StoreFact]
    public async Task All_Of_A_Range_Of_Large_Rows_Is_Read()
    {
        for (var row = 0; row < 12; row++)
        {
            await Written(new TableWrite.Insert($"{row:D2}", Large(0, 10)));
        }

        Assert.Equal(12, (await Range(null, null)).Count);
    }

    [StoreFact]
    public async Task A_Cancelled_Call_Does_Nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Tables.CommitAsync(Table, "p", [new TableWrite.Insert("row", Number(1))], cancelled.Token));

        Assert.Null(await Read("row"));
    }

    public static TheoryData<string, TableWrite[]> BeyondLimits => new()
    {
        { "p", [] },
        { "p", [.. Enumerable.Range(0, 101).Select(number => new TableWrite.Insert($"{number}", Number(1)))] },
        { "p", [new TableWrite.Insert("a", Number(1)), new TableWrite.Delete("a", null)] },
        { new string('p', 513), [new TableWrite.Insert("row", Number(1))] },
        { "p", [new TableWrite.Insert(new string('r', 513), Number(1))] },
        { "p", [new TableWrite.Insert("a/b", Number(1))] },
        { "p", [new TableWrite.Insert("a\\b", Number(1))] },
        { "p", [new TableWrite.Insert("a#b", Number(1))] },
        { "a?b", [new TableWrite.Insert("row", Number(1))] },
        { "p", [new TableWrite.Insert("a\tb", Number(1))] },
        { "p", [new TableWrite.Insert("a\u007fb", Number(1))] },
        { "p", [new TableWrite.Insert("a\u009fb", Number(1))] },
        { "p", [new TableWrite.Insert("a\ud800b", Number(1))] },
        { "p", [new TableWrite.Insert("row", new Properties { { "Text", new string('x', 32_769) } })] },
        { "p", [new TableWrite.Insert("row", new Properties { { "Binary", new byte[65_537] } })] },
        { "p", [new TableWrite.Insert("row", new Properties { { "Text", "half \udc00 a pair" } })] },
        { "p", [new TableWrite.Insert("row", new Properties { { "not-a-name", 1 } })] },
        { "p", [new TableWrite.Insert("row", new Properties { { "1st", 1 } })] },
        { "p", [new TableWrite.Insert("row", new Properties { { "RowKey", "x" } })] },
        { "p", [new TableWrite.Insert("row", Numbers(253))] },
        { "p", [new TableWrite.Insert("row", Large(0, 17))] },
        { "p", [.. Enumerable.Range(0, 4).Select(number => new TableWrite.Insert($"{number}", Large(0, 13)))] },
    };

    [StoreTheory]
    [MemberData(nameof(BeyondLimits), DisableDiscoveryEnumeration = true)]
    public async Task A_Commit_Beyond_A_Limit_Is_A_Defect_And_Stores_Nothing(string partition, TableWrite[] writes)
    {
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Tables.CommitAsync(Table, partition, writes, None));

        Assert.Empty(await Range(null, null));
    }

    [StoreFact]
    public async Task A_Commit_At_The_Limits_Is_Stored()
    {
        await Written([.. Enumerable.Range(0, 100).Select(number => new TableWrite.Insert($"{number}", Number(1)))]);
        await Written(new TableWrite.Insert(new string('~', 512), new Properties { { "Text", new string('x', 32_768) }, { "Binary", new byte[65_536] } }));
        await Written(new TableWrite.Insert("many", Numbers(252)), new TableWrite.Insert("large", Large(0, 15)));
        await Written([.. Enumerable.Range(0, 4).Select(number => new TableWrite.Insert($"large {number}", Large(0, 11)))]);

        Assert.Equal(107, (await Range(null, null)).Count);
        Assert.Equal(252, (await Read("many"))!.Properties.Count);
        Assert.Equal(65_536, (await Read(new string('~', 512)))!.Properties.GetBinary("Binary")!.Value.Length);
    }

    [StoreTheory]
    [InlineData("ab")]
    [InlineData("1table")]
    [InlineData("some-table")]
    [InlineData("")]
    public async Task A_Table_Is_Named_As_The_Table_Service_Allows(string table)
    {
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Tables.GetAsync(table, "p", "row", None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Tables.QueryAsync(table, "p", null, null, 1, null, None));
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Tables.CommitAsync(table, "p", [new TableWrite.Insert("row", Number(1))], None));
    }

    [StoreTheory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_Page_Has_From_1_To_1000_Rows(int take) =>
        await Assert.ThrowsAsync<StorageLimitException>(async () => await Tables.QueryAsync(Table, "p", null, null, take, null, None));

    private static Properties Number(long number) => new() { { "Number", number } };

    private static Properties Numbers(int count)
    {
        var properties = new Properties();
        for (var index = 0; index < count; index++)
        {
            properties.Add($"N{index}", index);
        }

        return properties;
    }

    /// <summary>So many properties of 64 KiB each.</summary>
    private static Properties Large(int first, int count)
    {
        var properties = new Properties();
        for (var index = first; index < first + count; index++)
        {
            properties.Add($"Large{index}", new byte[StorageLimits.MaxPropertyBytes]);
        }

        return properties;
    }

    private static (string Name, object Value) Plain(KeyValuePair<string, object> pair) =>
        (pair.Key, pair.Value is ReadOnlyMemory<byte> binary ? Convert.ToHexString(binary.Span) : pair.Value);

    private async Task<CommitOutcome> Commit(params TableWrite[] writes) => await Tables.CommitAsync(Table, "p", writes, None);

    private async Task<IReadOnlyList<string>> Written(params TableWrite[] writes) =>
        Assert.IsType<CommitOutcome.Committed>(await Commit(writes)).ETags;

    private async Task<Entity?> Read(string row) => await Tables.GetAsync(Table, "p", row, None);

    private async Task<List<string>> Keys(string? from, string? to, int take)
    {
        var rows = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Tables.QueryKeysAsync(Table, "p", from, to, take, continuation, None);
            Assert.InRange(page.Rows.Count, 0, take);
            rows.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return rows;
    }

    private async Task<List<string>> Range(string? from, string? to)
    {
        var rows = new List<string>();
        await foreach (var entity in Tables.QueryAllAsync(Table, "p", from, to, None))
        {
            rows.Add(entity.Row);
        }

        return rows;
    }
}
