using InfoShare.Access;
using InfoShare.AccessLog;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Storage;
using InfoShare.Tests.Access;
using InfoShare.Tests.Storage;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.AccessLog;

/// <summary>However the projection is cut short, afterwards every publisher has been told every count once.</summary>
public sealed class AccessLogProjectionTests
{
    private static readonly AgencyId Asking = AgencyId.Parse("de-market");
    private static readonly AgencyId First = AgencyId.Parse("cn-customs");
    private static readonly AgencyId Second = AgencyId.Parse("cn-tax");

    [Fact]
    public async Task A_Fault_At_Any_Storage_Call_Neither_Loses_Nor_Doubles_A_Count()
    {
        var calls = 0;
        for (var at = 0; at <= calls; at++)
        {
            foreach (var stored in new[] { false, true })
            {
                var log = await FilledAsync();
                log.Tables.FailAt = at;
                log.Tables.FailsAfterStoring = stored;
                try
                {
                    await log.Projection.RunAsync(CancellationToken.None);
                }
                catch (StorageUnavailableException)
                {
                    // The crash: the next run is another process.
                }

                calls = Math.Max(calls, log.Tables.Calls);
                log.Tables.FailAt = -1;
                await log.Projection.RunAsync(CancellationToken.None);
                Assert.Equal(["S-1 de-market 3", "S-2 de-market 1"], await log.CountsAsync(First));
                Assert.Equal(["S-3 de-market 1"], await log.CountsAsync(Second));
                Assert.Equal(0, await log.Projection.RunAsync(CancellationToken.None));
            }
        }

        Assert.True(calls > 10, "The table has been worked through.");
    }

    [Fact]
    public async Task A_Block_That_Is_Written_Again_Changes_No_Count()
    {
        var log = await FilledAsync();
        await log.Projection.RunAsync(CancellationToken.None);
        var (from, to) = StorageNames.AccessLogRows.Blocks(0);
        var partition = StorageNames.AccessLogRows.ByCaller(Asking.ToString(), log.Today);
        await foreach (var block in log.Tables.QueryAllAsync(StorageNames.Tables.AccessLog, partition, from, to, CancellationToken.None))
        {
            // As a commit does whose outcome was not known, and that lands late.
            await log.Tables.CommitAsync(
                StorageNames.Tables.AccessLog,
                partition,
                [new TableWrite.Upsert(block.Row, block.Properties), new TableWrite.Upsert(StorageNames.AccessLogRows.Untold(block.Row), [])],
                CancellationToken.None);
        }

        Assert.Equal(2, await log.Projection.RunAsync(CancellationToken.None));
        Assert.Equal(["S-1 de-market 3", "S-2 de-market 1"], await log.CountsAsync(First));
    }

    [Fact]
    public async Task What_A_Program_Left_Behind_Days_Ago_Is_Told_When_It_Runs_Again()
    {
        var log = await NewAsync();
        await log.Projection.RunAsync(CancellationToken.None);
        log.Ask(First, "S-1");
        await log.Writer.FlushAsync(CancellationToken.None);
        var day = log.Today;
        log.Time.Advance(TimeSpan.FromDays(9));
        Assert.Equal(1, await log.Projection.RunAsync(CancellationToken.None));
        Assert.Equal(["S-1 de-market 1"], await log.CountsAsync(First, day));
    }

    [Fact]
    public async Task Reading_Gives_Each_Line_Once_In_Order_From_Any_Place()
    {
        var log = await NewAsync();
        var random = new Random(7);
        for (var number = 0; number < 300; number++)
        {
            log.Ask(First, $"S-{number}", random.Next(4) == 0 ? null : Asking, TimeSpan.FromMilliseconds(random.Next(3000)));
            if (random.Next(9) == 0)
            {
                await log.Writer.FlushAsync(CancellationToken.None);
            }

            log.Time.Advance(TimeSpan.FromMilliseconds(random.Next(250)));
        }

        await log.Writer.FlushAsync(CancellationToken.None);
        var reader = new AccessLogReader(log.Tables);
        var all = await PlacesAsync(reader, log.Today, null);
        Assert.Equal(300, all.Count);
        Assert.Equal(all.OrderBy(place => (place.Ticks, place.Count)), all);
        for (var at = 0; at < all.Count; at += 7)
        {
            Assert.Equal(all.Skip(at + 1), await PlacesAsync(reader, log.Today, all[at]));
        }
    }

    private static async Task<List<LogPlace>> PlacesAsync(AccessLogReader reader, DateOnly day, LogPlace? after)
    {
        var places = new List<LogPlace>();
        await foreach (var line in reader.ReadAsync([Asking.ToString()], day, day, after, CancellationToken.None))
        {
            places.Add(line.Place);
        }

        return places;
    }

    /// <summary>Two blocks of one caller: S-1 three times over both, S-2 and S-3 once, and one of its own.</summary>
    private static async Task<Log> FilledAsync()
    {
        var log = await NewAsync();
        log.Ask(First, "S-1");
        log.Ask(First, "S-1");
        log.Ask(Second, "S-3");
        await log.Writer.FlushAsync(CancellationToken.None);
        log.Ask(First, "S-1");
        log.Ask(First, "S-2");
        log.Ask(Asking, "S-4");
        await log.Writer.FlushAsync(CancellationToken.None);
        log.Tables.Calls = 0;
        return log;
    }

    private static async Task<Log> NewAsync()
    {
        var time = new ManualTime();
        var tables = new FaultyTables(new MemoryTables());
        var directory = new AgencyDirectory(new AgencyStore(tables, time), time);
        foreach (var id in new[] { Asking, First, Second })
        {
            await directory.PutAsync(new() { Id = id, Name = id.ToString(), Kind = AgencyKind.Customs, Jurisdiction = "DE" }, null, CancellationToken.None);
        }

        var keys = await HubKeys.LoadAsync(new OneBlob(), CancellationToken.None);
        return new(time, tables, new(tables, new AccessLine(new AccessLogHash(keys)), time), new(tables, directory, time));
    }

    private sealed record Log(ManualTime Time, FaultyTables Tables, AccessLogWriter Writer, AccessLogProjection Projection)
    {
        private readonly Dictionary<string, string> _references = [];

        public DateOnly Today => DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);

        public void Ask(AgencyId publisher, string reference) => Ask(publisher, reference, Asking, TimeSpan.Zero);

        public void Ask(AgencyId publisher, string reference, AgencyId? asking, TimeSpan took)
        {
            var record = RecordId.Of(new byte[32], publisher, RecordKind.Sanction, reference);
            _references[record.ToString()] = reference;
            Writer.Append(new(Time.GetUtcNow() - took, asking, Caller.Anonymous, "GET", "getRecord", "record", record.ToString(), [], [(publisher, record)], 200));
        }

        public async Task<IEnumerable<string>> CountsAsync(AgencyId publisher, DateOnly? day = null)
        {
            var counts = await new ReadCounts(Tables).ReadAsync(publisher, day ?? Today, day ?? Today, null, 500, CancellationToken.None);
            return counts.Select(count => $"{_references[count.Record.ToString()]} {count.Agency} {count.Count}").Order(StringComparer.Ordinal);
        }
    }

    private sealed class FaultyTables(ITables inner) : ITables
    {
        public int FailAt { get; set; } = -1;

        public bool FailsAfterStoring { get; set; }

        public int Calls { get; set; }

        public async ValueTask<Entity?> GetAsync(string table, string partition, string row, CancellationToken cancellationToken)
        {
            Fail(before: true);
            return await inner.GetAsync(table, partition, row, cancellationToken);
        }

        public async ValueTask<EntityPage> QueryAsync(
            string table, string partition, string? from, string? to, int take, string? continuation, CancellationToken cancellationToken)
        {
            Fail(before: true);
            return await inner.QueryAsync(table, partition, from, to, take, continuation, cancellationToken);
        }

        public async ValueTask<CommitOutcome> CommitAsync(
            string table, string partition, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken)
        {
            Fail(before: !FailsAfterStoring);
            var outcome = await inner.CommitAsync(table, partition, writes, cancellationToken);
            return Calls - 1 == FailAt ? new CommitOutcome.Unknown("The answer was lost.") : outcome;
        }

        private void Fail(bool before)
        {
            if (Calls++ == FailAt && before)
            {
                throw new StorageUnavailableException("Unplugged.");
            }
        }
    }
}
