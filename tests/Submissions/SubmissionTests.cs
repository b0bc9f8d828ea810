using System.Text;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Sequencing;
using InfoShare.Storage;
using InfoShare.Submissions;
using InfoShare.Tests.Hosting;

namespace InfoShare.Tests.Submissions;

public sealed class SubmissionTests
{
    [Fact]
    public async Task Every_Line_Has_Its_Outcome()
    {
        using var driver = SubmissionDriver.OnSqlite();
        var input = string.Join('\n', Lines.Sanction("A"), "", Lines.Sanction("A"), Lines.Sanction("A", "Other."), Lines.Correction("A"), "{", Lines.Retraction("A"), Lines.Retraction("B"));

        var submission = await driver.HandleAsync(await driver.SubmitAsync(input));

        Assert.Equal(SubmissionStatus.Done, submission.Status);
        var outcomes = await driver.OutcomesAsync(submission);
        Assert.Equal([1L, 3, 4, 5, 6, 7, 8], outcomes.Select(outcome => outcome.Line));
        Assert.Equal(
            [
                LineResult.Created, LineResult.Unchanged, LineResult.Rejected, LineResult.Corrected, LineResult.Rejected, LineResult.Retracted,
                LineResult.Rejected,
            ],
            outcomes.Select(outcome => outcome.Result));
        Assert.Equal([ErrorCodes.AlreadyPublished, ErrorCodes.InvalidJson, ErrorCodes.NotFound], outcomes.SelectMany(outcome => outcome.Errors ?? []).Select(error => error.Code));
        Assert.Equal(new() { Created = 1, Corrected = 1, Retracted = 1, Unchanged = 1, Rejected = 3 }, submission.Checkpoint.Counts);
        Assert.Equal(submission.BytesTotal, submission.Checkpoint.BytesRead);
    }

    [Fact]
    public async Task A_Wrong_Line_Is_Named_As_Far_As_It_Can_Be_Read()
    {
        using var driver = SubmissionDriver.InMemory();
        var input = string.Join('\n', """{"kind":"sanction","reference":"R-1","summary":7}""", """{"kind":"king","reference":"R-2"}""", """{"kind":"case","reference":7}""", "[]", "{");

        var submission = await driver.HandleAsync(await driver.SubmitAsync(input));

        Assert.Equal(
            [(RecordKind.Sanction, "R-1"), (null, "R-2"), (RecordKind.Case, null), (null, null), ((RecordKind?)null, (string?)null)],
            (await driver.OutcomesAsync(submission)).Select(outcome => (outcome.Kind, outcome.Reference)));
    }

    [Fact]
    public async Task A_Wrong_Row_Is_Named_As_Far_As_It_Can_Be_Read()
    {
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitCsvAsync("name,reference,tlp\nInvented,R-1,PURPLE\nInvented\na,R-3,GREEN,too,many"));

        var outcomes = await driver.OutcomesAsync(submission);
        Assert.All(outcomes, outcome => Assert.Equal((LineResult.Rejected, RecordKind.Sanction), (outcome.Result, outcome.Kind)));
        Assert.Equal(["R-1", null, "R-3"], outcomes.Select(outcome => outcome.Reference));
    }

    [Fact]
    public async Task A_Line_Undoes_A_Retraction()
    {
        using var driver = SubmissionDriver.OnSqlite();
        var input = string.Join('\n', Lines.Sanction("A"), Lines.Retraction("A"), Lines.Sanction("A"), Lines.Reinstatement("A"), Lines.Reinstatement("A"), Lines.Reinstatement("B"));

        var submission = await driver.HandleAsync(await driver.SubmitAsync(input));

        var outcomes = await driver.OutcomesAsync(submission);
        Assert.Equal(
            [LineResult.Created, LineResult.Retracted, LineResult.Unchanged, LineResult.Reinstated, LineResult.Unchanged, LineResult.Rejected],
            outcomes.Select(outcome => outcome.Result));
        Assert.Equal((1, 2), (outcomes[2].Version, outcomes[2].CurrentVersion));
        Assert.Equal(new() { Created = 1, Retracted = 1, Reinstated = 1, Unchanged = 2, Rejected = 1 }, submission.Checkpoint.Counts);
    }

    [Fact]
    public async Task The_Same_Input_Again_Changes_Nothing()
    {
        using var driver = SubmissionDriver.OnSqlite();
        await driver.HandleAsync(await driver.SubmitAsync(Lines.Many(300)));

        var again = await driver.HandleAsync(await driver.SubmitAsync(Lines.Many(300)));

        Assert.Equal(300, again.Checkpoint.Counts.Unchanged);
        Assert.Equal(300, await driver.CountPendingAsync());
    }

    [Fact]
    public async Task A_Line_That_Is_Too_Long_Is_Rejected_And_The_Next_Is_Read()
    {
        using var driver = SubmissionDriver.InMemory();
        var input = Lines.Sanction("A", new string('x', 300_000)) + "\n" + Lines.Sanction("B") + "\r\n" + Lines.Sanction("C");

        var submission = await driver.HandleAsync(await driver.SubmitAsync(input));

        var outcomes = await driver.OutcomesAsync(submission);
        Assert.Equal([LineResult.Rejected, LineResult.Created, LineResult.Created], outcomes.Select(outcome => outcome.Result));
        Assert.Equal(ErrorCodes.TooLarge, outcomes[0].Errors![0].Code);
    }

    [Fact]
    public async Task A_Compressed_Input_Is_Read()
    {
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitAsync(SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(Lines.Many(50))), gzip: true));

        Assert.Equal((SubmissionStatus.Done, 50L), (submission.Status, submission.Checkpoint.Counts.Created));
    }

    [Fact]
    public async Task A_Gzip_Bomb_Fails_And_Lines_Before_It_Keep_Their_Outcomes()
    {
        using var driver = SubmissionDriver.InMemory();
        var bomb = Encoding.UTF8.GetBytes(Lines.Sanction("A") + "\n" + new string(' ', 64 << 20));

        var submission = await driver.HandleAsync(await driver.SubmitAsync(SubmissionDriver.Gzip(bomb), gzip: true));

        Assert.Equal(SubmissionStatus.Failed, submission.Status);
        Assert.Contains("200 times", submission.Reason, StringComparison.Ordinal);
        Assert.Equal(1, submission.Checkpoint.Counts.Created);
    }

    [Fact]
    public async Task A_Compressed_Input_Without_Its_End_Fails()
    {
        using var driver = SubmissionDriver.InMemory();
        var gzip = SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(Lines.Many(5000)));

        var submission = await driver.HandleAsync(await driver.SubmitAsync(gzip[..(gzip.Length / 2)], gzip: true));

        Assert.Equal(SubmissionStatus.Failed, submission.Status);
        Assert.Contains("not complete", submission.Reason, StringComparison.Ordinal);
        Assert.Equal((await driver.OutcomesAsync(submission)).Count, submission.Checkpoint.Counts.Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8192)]
    public async Task A_Compressed_Input_Of_Several_Members_Is_One_Input(int piece)
    {
        var content = Encoding.UTF8.GetBytes(Lines.Many(700));
        byte[] gzip = [.. content.Chunk(content.Length / 3).SelectMany(part => SubmissionDriver.Gzip(part)), .. SubmissionDriver.Gzip([])];

        Assert.Equal(content, await ExpandAsync(gzip, piece));

        using var driver = SubmissionDriver.InMemory();
        var submission = await driver.HandleAsync(await driver.SubmitAsync(gzip, gzip: true));
        Assert.Equal((SubmissionStatus.Done, 700L), (submission.Status, submission.Checkpoint.Counts.Created));
    }

    [Fact]
    public async Task Compressed_Members_That_Are_Cut_Off_Damaged_Or_Followed_By_Something_Else_Are_Refused()
    {
        byte[] first = SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(Lines.Many(5))), second = SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(Lines.Many(9)));
        byte[] gzip = [.. first, .. second];
        for (var length = 0; length < gzip.Length; length++)
        {
            if (length != first.Length)
            {
                await Assert.ThrowsAsync<UnreadableInputException>(() => ExpandAsync(gzip[..length], 64));
            }
        }

        await Assert.ThrowsAsync<UnreadableInputException>(() => ExpandAsync([.. gzip, 0], 64));
        await Assert.ThrowsAsync<UnreadableInputException>(() => ExpandAsync([.. first, .. "more"u8, .. second], 64));
        gzip[first.Length + (second.Length / 2)] ^= 1;
        await Assert.ThrowsAsync<UnreadableInputException>(() => ExpandAsync(gzip, 64));
    }

    [Fact]
    public async Task Members_Together_Are_Bounded_As_One_Is()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue, MaxExpandedBytes = 3 << 20, MaxExpansionRatio = 10_000 });
        var blank = SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(new string(' ', 1 << 20)));

        var submission = await driver.HandleAsync(await driver.SubmitAsync([.. blank, .. blank, .. blank, .. blank], gzip: true));

        Assert.Equal(SubmissionStatus.Failed, submission.Status);
        Assert.Contains("more than 3145728 bytes", submission.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Input_That_Is_Gone_Fails()
    {
        using var driver = SubmissionDriver.InMemory();
        var submission = await driver.SubmitAsync(Lines.Many(2));
        await driver.Blobs.DeleteAsync(StorageNames.Containers.Submissions, StorageNames.SubmissionRows.Input(submission.Id), default);

        submission = await driver.HandleAsync(submission);

        Assert.Equal(SubmissionStatus.Failed, submission.Status);
        Assert.Contains("no longer there", submission.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_Input_That_Is_No_Longer_Stored_Whole_Fails_Where_It_Ends(bool gzip)
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue, BatchLines = 10 });
        var content = Encoding.UTF8.GetBytes(Lines.Many(700));
        var uploaded = gzip ? SubmissionDriver.Gzip(content) : content;
        var submission = await driver.SubmitAsync(uploaded, gzip);
        using var rest = new MemoryStream(gzip ? uploaded[..^9] : content[..(content.AsSpan(0, content.Length / 2).LastIndexOf((byte)'\n') + 1)]);
        await driver.Blobs.WriteAsync(StorageNames.Containers.Submissions, StorageNames.SubmissionRows.Input(submission.Id), rest, new BlobCondition.Always(), default);

        submission = await driver.HandleAsync(submission);

        Assert.Equal(SubmissionStatus.Failed, submission.Status);
        Assert.Contains("ends too early", submission.Reason, StringComparison.Ordinal);
        Assert.InRange(submission.Checkpoint.Counts.Created, 100, 699);
        Assert.Equal(0, submission.Checkpoint.Counts.Rejected);
    }

    [Fact]
    public async Task An_Upload_That_Is_Cut_Off_Leaves_Nothing()
    {
        using var driver = SubmissionDriver.InMemory();
        var upload = new SubmissionUpload(driver.Agency.Id, "feed", false, SubmissionFormat.Ndjson, null, false, null, 11);

        await Assert.ThrowsAsync<IncompleteInputException>(() => driver.UploadAsync(new byte[10], upload));

        Assert.Empty(driver.Blobs.Names);
        Assert.Empty(await driver.Submissions.ListAsync(driver.Agency.Id, null, 10, default));
        Assert.Equal(0, await driver.Queues.CountAsync(StorageNames.Queues.Submissions, default));
    }

    [Fact]
    public async Task A_Feed_Submits_Alerts_Alone()
    {
        using var driver = SubmissionDriver.InMemory();

        var submission = await driver.HandleAsync(await driver.SubmitAsync(Encoding.UTF8.GetBytes(Lines.Sanction("A")), alertsOnly: true));

        Assert.Equal(ErrorCodes.RoleNotAllowed, Assert.Single(await driver.OutcomesAsync(submission)).Errors![0].Code);
    }

    [Fact]
    public async Task A_Suspended_Agency_Publishes_Nothing()
    {
        using var driver = SubmissionDriver.InMemory();
        var submission = await driver.SubmitAsync(Lines.Many(3));
        driver.Agency = driver.Agency with { Status = AgencyStatus.Suspended };

        submission = await driver.HandleAsync(submission);

        Assert.Equal((SubmissionStatus.Failed, 0L), (submission.Status, submission.Checkpoint.Counts.Total));
    }

    [Fact]
    public async Task What_Does_Not_Fit_One_Range_Is_Queued_Again()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue, BatchLines = 10, SegmentLines = 20, RangeTime = TimeSpan.Zero });

        var submission = await driver.HandleAsync(await driver.SubmitAsync(SubmissionDriver.Gzip(Encoding.UTF8.GetBytes(Lines.Many(95))), gzip: true));

        Assert.Equal((SubmissionStatus.Done, 95L), (submission.Status, submission.Checkpoint.Counts.Created));
        Assert.Equal(Enumerable.Range(1, 95).Select(line => (long)line), (await driver.OutcomesAsync(submission)).Select(outcome => outcome.Line));
    }

    [Fact]
    public async Task Outcomes_Are_Found_From_Any_Line()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue, BatchLines = 7, SegmentLines = 14 });
        var submission = await driver.HandleAsync(await driver.SubmitAsync(Lines.Many(60) + "{\n" + Lines.Sanction("Z") + "\n{"));

        for (var after = 0; after <= 64; after++)
        {
            Assert.Equal(Math.Max(0, 63 - after), (await driver.OutcomesAsync(submission, after: after)).Count);
        }

        Assert.Equal([61L, 63], (await driver.OutcomesAsync(submission, LineResult.Rejected)).Select(outcome => outcome.Line));
    }

    [Fact]
    public async Task Bulk_Stops_While_Too_Much_Is_Pending()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = 20, BatchLines = 10, RangeTime = TimeSpan.FromMilliseconds(200) });
        var submission = await driver.SubmitAsync(Lines.Many(50));

        await HandleFourRangesAsync(driver);

        submission = await driver.FindAsync(submission);
        Assert.Equal((SubmissionStatus.Running, 30L), (submission.Status, submission.Checkpoint.Line));
        Assert.Equal(30, await driver.CountPendingAsync());
        Assert.Equal(1, await driver.Queues.CountAsync(StorageNames.Queues.Submissions, default));
    }

    [Fact]
    public async Task Who_Commits_A_Batch_Has_It_Sequenced_And_Goes_On_When_Rows_Are_Gone()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = 20, BatchLines = 10 });
        var sequencer = new Sequencer(driver.Tables, TimeProvider.System, driver.Advanced, SequencingLimits.Default);
        var asked = 0;
        driver.Sequence = (shards, cancellationToken) =>
        {
            Interlocked.Increment(ref asked);
            return sequencer.RunAsync(shards, cancellationToken);
        };
        var submission = await driver.SubmitAsync(Lines.Many(300));

        submission = await driver.HandleAsync(submission);

        Assert.Equal((SubmissionStatus.Done, 300L), (submission.Status, submission.Checkpoint.Counts.Created));
        Assert.Equal(30, asked);
        await Eventually.TrueAsync(async () => await driver.CountPendingAsync() == 0, "all are sequenced though nobody was signalled");
    }

    [Fact]
    public async Task A_Cancelled_Submission_Stops_And_Keeps_What_Was_Done()
    {
        using var driver = SubmissionDriver.InMemory(new() { MaxPending = 20, BatchLines = 10, RangeTime = TimeSpan.FromMilliseconds(50) });
        var submission = await driver.SubmitAsync(Lines.Many(50));
        await HandleFourRangesAsync(driver);

        await new SubmissionCancellation(driver.Submissions, TimeProvider.System).CancelAsync(driver.Agency.Id, submission.Id, default);
        submission = await driver.HandleAsync(submission);

        Assert.Equal((SubmissionStatus.Cancelled, 30L), (submission.Status, submission.Checkpoint.Counts.Created));
        Assert.Equal(30, (await driver.OutcomesAsync(submission)).Count);
    }

    /// <summary>Each goes at least one batch further while it may.</summary>
    private static async Task HandleFourRangesAsync(SubmissionDriver driver)
    {
        for (var range = 0; range < 4; range++)
        {
            var message = Assert.Single(await driver.Queues.ReceiveAsync(StorageNames.Queues.Submissions, 1, TimeSpan.Zero, default));
            await (await driver.WorkerAsync()).HandleAsync(message.Text, default);
        }
    }

    /// <summary>Decompresses what comes in pieces of this size.</summary>
    private static async Task<byte[]> ExpandAsync(byte[] gzip, int piece)
    {
        await using var compressed = new MeteredStream(new Pieces(gzip, piece), long.MaxValue);
        await using var expanded = new ExpandedStream(compressed, new());
        using var content = new MemoryStream();
        await expanded.CopyToAsync(content);
        return content.ToArray();
    }
}
