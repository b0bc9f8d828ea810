using InfoShare.Functions.Storage;
using InfoShare.Functions.Storage.Sqlite;
using InfoShare.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Storage;

/// <summary>What the embedded store promises beyond the ports: its groups, its faults and its directory.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private const string Table = "Things";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly EmbeddedStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Commits_That_Wait_Together_Are_Grouped_And_Each_Hears_Its_Own_Outcome()
    {
        await Insert("taken");
        var groups = _store.Store.CommittedGroups;

        var outcomes = await WhileLocked(() => Enumerable.Range(0, 90).Select(number => number % 3 == 0
            ? Insert("taken")
            : Commit(new TableWrite.Insert($"row {number}", Body(10)), new TableWrite.Upsert($"beside {number}", Body(10)))));

        Assert.InRange(_store.Store.CommittedGroups - groups, 1, 3);
        for (var number = 0; number < 90; number++)
        {
            var isThere = await _store.Tables.GetAsync(Table, "p", $"row {number}", None) is not null;
            Assert.Equal(number % 3 != 0, isThere);
            Assert.Equal(number % 3 != 0, outcomes[number] is CommitOutcome.Committed);
        }
    }

    [Fact]
    public async Task Commits_In_Turn_Are_Made_Durable_Together()
    {
        await Insert("first");
        var groups = _store.Store.CommittedGroups;

        var outcomes = await _store.Tables.CommitInTurnAsync(
            Table, [.. Enumerable.Range(0, 20).Select(number => new PartitionWrites($"p{number % 3}", [new TableWrite.Insert($"row {number}", Body(10))]))], None);

        Assert.Equal(20, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.IsType<CommitOutcome.Committed>(outcome));
        Assert.Equal(1, _store.Store.CommittedGroups - groups);
    }

    [Fact]
    public async Task The_Log_Is_Folded_Into_The_File_While_Commits_Go_On()
    {
        const int Commits = 100, OfCommit = 50;
        var log = new FileInfo(Path.Combine(_store.Directory, "infoshare.db-wal"));
        var longest = 0L;
        for (var commit = 0; commit < Commits; commit++)
        {
            var rows = Enumerable.Range(0, OfCommit).Select(row => new TableWrite.Insert($"{commit:D4} {row:D2}", Body(60_000)));
            Assert.IsType<CommitOutcome.Committed>(await Commit([.. rows]));
            log.Refresh();
            longest = Math.Max(longest, log.Length);
        }

        // Some 300 MB went through it.
        Assert.InRange(longest, 1, 150_000_000);
        Assert.Equal(Commits * OfCommit, await RowCount());
        Assert.InRange(new FileInfo(Path.Combine(_store.Directory, "infoshare.db")).Length, 150_000_000, 400_000_000);
        _store.Reopen();
        Assert.Equal(Commits * OfCommit, await RowCount());
    }

    [Fact]
    public async Task A_Commit_That_Breaks_A_Limit_When_Applied_Does_Not_Harm_The_Others_Of_Its_Group()
    {
        await Commit(new TableWrite.Insert("large", Large(0, 15)));

        var outcomes = await WhileLocked(() => Enumerable.Range(0, 9).Select(async number => number == 4
            ? await Assert.ThrowsAsync<StorageLimitException>(() => Commit(new TableWrite.Merge("large", Large(15, 2), null)))
            : (object)await Insert($"row {number}")));

        Assert.Equal(8, outcomes.Count(outcome => outcome is CommitOutcome.Committed));
        Assert.Equal(9, await RowCount());
    }

    [Fact]
    public async Task A_Full_Disk_Fails_Who_Needs_Room_And_Nobody_Once_There_Is_Some()
    {
        await Insert("before");
        await _store.Store.LimitPagesAsync(60, None);

        var outcomes = await WhileLocked(() => Enumerable.Range(0, 60).Select(number => Try(() => Commit(
            new TableWrite.Insert($"row {number:D2}", Body(number % 2 == 0 ? 60_000 : 10))))));

        var written = Enumerable.Range(0, 60).Where(number => outcomes[number]).ToList();
        Assert.Contains(written, number => number % 2 == 0);
        Assert.Contains(Enumerable.Range(0, 60), number => !outcomes[number]);
        Assert.All(Enumerable.Range(0, 60).Where(number => number % 2 == 1), number => Assert.True(outcomes[number]));
        Assert.Equal(1 + written.Count, await RowCount());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Commit(new TableWrite.Insert("large", Large(0, 10))));

        await _store.Store.LimitPagesAsync(int.MaxValue, None);

        Assert.IsType<CommitOutcome.Committed>(await Commit(new TableWrite.Insert("large", Large(0, 10))));
        _store.Reopen();
        Assert.Equal(2 + written.Count, await RowCount());
    }

    [Fact]
    public async Task A_Full_Disk_Fails_Queues_And_Blobs_As_Unavailable_Too()
    {
        await _store.Store.LimitPagesAsync(1, None);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (var message = 0; message < 1000; message++)
            {
                await _store.Store.Queues.SendAsync("things", new string('x', 40_000), TimeSpan.Zero, None);
            }
        });
        await Assert.ThrowsAsync<StorageUnavailableException>(async () =>
        {
            for (var blob = 0; blob < 1000; blob++)
            {
                await WriteBlob($"{new string('b', 1000)}{blob}");
            }
        });

        var listed = 0;
        await foreach (var _ in _store.Store.Blobs.ListAsync("things", "", None))
        {
            listed++;
        }

        Assert.Equal(listed, Directory.GetFiles(BlobDirectory).Length);
    }

    [Fact]
    public async Task A_Locked_File_Makes_Writing_Unavailable_Until_It_Is_Let_Go()
    {
        await Insert("before");
        using (var connection = Lock())
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => Insert("meanwhile"));
            await Assert.ThrowsAsync<StorageUnavailableException>(
                async () => await _store.Store.Queues.SendAsync("things", "meanwhile", TimeSpan.Zero, None));
            await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteBlob("meanwhile"));
            Assert.NotNull(await _store.Tables.GetAsync(Table, "p", "before", None));
        }

        Assert.IsType<CommitOutcome.Committed>(await Insert("after"));
        Assert.Null(await _store.Tables.GetAsync(Table, "p", "meanwhile", None));
        Assert.Empty(Directory.GetFiles(BlobDirectory));
    }

    [Fact]
    public async Task What_Was_Acknowledged_Is_There_When_The_Files_Are_Opened_As_A_Killed_Process_Left_Them()
    {
        var tag = ((CommitOutcome.Committed)await Insert("row")).ETags[0];
        await WriteBlob("blob");
        await _store.Store.Queues.SendAsync("things", "message", TimeSpan.Zero, None);
        var left = Directory.CreateTempSubdirectory("infoshare-").FullName;
        Copy(_store.Directory, left);

        using (var store = new SqliteStore(left))
        {
            Assert.Equal(tag, (await store.Tables.GetAsync(Table, "p", "row", None))?.ETag);
            Assert.Equal(1, (await store.Blobs.GetPropertiesAsync("things", "blob", None))?.Length);
            Assert.Equal("message", Assert.Single(await store.Queues.PeekAsync("things", 1, None)).Text);
        }

        Directory.Delete(left, true);
    }

    [Fact]
    public async Task An_ETag_Is_Not_Given_Again_After_Reopening()
    {
        var tags = new HashSet<string>();
        for (var opening = 0; opening < 3; opening++)
        {
            var outcome = (CommitOutcome.Committed)await Commit(new TableWrite.Upsert("row", Body(1)));
            Assert.True(tags.Add(outcome.ETags[0]));
            await Commit(new TableWrite.Delete("row", null));
            _store.Reopen();
        }
    }

    [Fact]
    public async Task Files_That_No_Blob_Names_Are_Swept_At_The_Start_And_Replaced_Ones_At_Once()
    {
        await WriteBlob("kept");
        await WriteBlob("kept");
        await WriteBlob("gone");
        await _store.Store.Blobs.DeleteAsync("things", "gone", None);
        Assert.Single(Directory.GetFiles(BlobDirectory));
        await File.WriteAllTextAsync(Path.Combine(BlobDirectory, "orphan"), "left by a crash");

        _store.Reopen();

        Assert.Single(Directory.GetFiles(BlobDirectory));
        Assert.NotNull(await _store.Store.Blobs.OpenReadAsync("things", "kept", 0, null, None));
    }

    [Fact]
    public void A_Directory_In_Use_Is_Refused_With_Its_Name()
    {
        var refused = Assert.Throws<IOException>(() => new SqliteStore(_store.Directory));

        Assert.Contains(_store.Directory, refused.Message, StringComparison.Ordinal);
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        _store.Reopen();
    }

    [Fact]
    public async Task Closing_Finishes_What_Waits_And_Folds_The_Log_Away()
    {
        await Insert("first");
        var waiting = Enumerable.Range(0, 200).Select(number => Insert($"row {number}")).ToList();

        _store.Reopen();

        Assert.All(await Task.WhenAll(waiting), outcome => Assert.IsType<CommitOutcome.Committed>(outcome));
        Assert.Equal(201, await RowCount());
        _store.Store.Dispose();
        Assert.False(File.Exists(Path.Combine(_store.Directory, "infoshare.db-wal")));
    }

    [Fact]
    public async Task A_Closed_Store_Is_Unavailable()
    {
        await Insert("row");
        _store.Store.Dispose();

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Insert("other"));
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await _store.Tables.GetAsync(Table, "p", "row", None));
    }

    [Fact]
    public async Task The_Container_Opens_The_Store_And_Closes_It()
    {
        var directory = Path.Combine(_store.Directory, "registered");
        await using (var services = new ServiceCollection().AddSqliteStorage(directory).BuildServiceProvider())
        {
            await services.GetRequiredService<ITables>().CommitAsync(Table, "p", [new TableWrite.Insert("row", Body(1))], None);
            Assert.Equal(0, await services.GetRequiredService<IQueues>().CountAsync("things", None));
            Assert.Null(await services.GetRequiredService<IBlobs>().GetPropertiesAsync("things", "blob", None));
        }

        using var reopened = new SqliteStore(directory);
        Assert.NotNull(await reopened.Tables.GetAsync(Table, "p", "row", None));
    }

    private string BlobDirectory => Path.Combine(_store.Directory, "blobs");

    private static Properties Body(int length) => new() { { "Body", new byte[length] } };

    private static Properties Large(int first, int count)
    {
        var properties = new Properties();
        for (var index = first; index < first + count; index++)
        {
            properties.Add($"Large{index}", new byte[StorageLimits.MaxPropertyBytes]);
        }

        return properties;
    }

    private static async Task<bool> Try(Func<Task<CommitOutcome>> commit)
    {
        try
        {
            return Assert.IsType<CommitOutcome.Committed>(await commit()) is not null;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is not (".db-shm" or ".lock")))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    private Task<CommitOutcome> Insert(string row) => Commit(new TableWrite.Insert(row, Body(10)));

    private async Task<CommitOutcome> Commit(params TableWrite[] writes) => await _store.Tables.CommitAsync(Table, "p", writes, None);

    private async Task WriteBlob(string name) =>
        await _store.Store.Blobs.WriteAsync("things", name, new MemoryStream([1]), new BlobCondition.Always(), None);

    private async Task<int> RowCount()
    {
        var count = 0;
        await foreach (var _ in _store.Tables.QueryAllAsync(Table, "p", null, null, None))
        {
            count++;
        }

        return count;
    }

    /// <summary>Starts the calls while the writer waits for a lock, so that all but the first of them wait together.</summary>
    private async Task<T[]> WhileLocked<T>(Func<IEnumerable<Task<T>>> start)
    {
        using var connection = Lock();
        var blocker = Try(() => Commit(new TableWrite.Insert("blocker", Body(1))));
        var calls = start().ToList();
        connection.Dispose();
        if (await blocker)
        {
            await Commit(new TableWrite.Delete("blocker", null));
        }

        return await Task.WhenAll(calls);
    }

    private SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_store.Directory, "infoshare.db")};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();
        return connection;
    }

    [Fact]
    public void Only_The_Owner_Can_Read_The_Files_Even_In_A_Folder_That_Is_Open_To_All()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("infoshare-test-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        using (var store = new SqliteStore(folder.FullName))
        {
            Assert.All(
                folder.GetFiles("infoshare.db*"),
                file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        }

        folder.Delete(recursive: true);
    }
}
