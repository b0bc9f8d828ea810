using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Agencies;
using InfoShare.Feed;
using InfoShare.Records;
using InfoShare.Submissions;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Submissions;

namespace InfoShare.Tests.Feed;

public sealed class FeedCrashTests : IDisposable
{
    private const int Alerts = 5;

    private readonly FeedSigningKey _key = FeedSigningKey.New();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Crash_At_Any_Storage_Call_Doubles_Nothing_And_Loses_Nothing(bool after)
    {
        var calls = 0;
        for (var at = 0; at <= calls; at++)
        {
            using var driver = NewDriver();
            driver.Crash.Reset(at, after);
            await HandleAsync(driver, Message());
            calls = at == 0 ? driver.Crash.Calls : calls;
            Assert.Equal(Alerts, await driver.CountPendingAsync());
            var submission = Assert.Single(await driver.Submissions.ListAsync(driver.Agency.Id, null, 10, default));
            Assert.Equal((SubmissionStatus.Done, "m-1", Alerts), (submission.Status, submission.Message, (int)submission.Checkpoint.Counts.Created));
        }

        Assert.True(calls > 10);
    }

    /// <summary>A refusal is told once, however often its message comes and wherever telling it was interrupted.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Refusal_Is_Told_Once_Whatever_Crashes(bool after)
    {
        using var stranger = FeedSigningKey.New();
        var calls = 0;
        for (var at = 0; at <= calls; at++)
        {
            using var driver = NewDriver();
            var message = Message(stranger);
            await (await WorkerAsync(driver)).NoteSenderAsync(FeedMessage.Read(message, out _)!, message, default);
            driver.Crash.Reset(at, after);
            await HandleAsync(driver, message);
            calls = at == 0 ? driver.Crash.Calls : calls;
            await HandleAsync(driver, message);
            Assert.Equal(0, await driver.CountPendingAsync());
            Assert.Equal(SubmissionStatus.Failed, Assert.Single(await driver.Submissions.ListAsync(driver.Agency.Id, null, 10, default)).Status);
        }

        Assert.True(calls > 1);
    }

    /// <summary>Twice at once, as a queue may hand it out.</summary>
    [Fact]
    public async Task One_Message_Handled_Twice_At_Once_Is_Taken_Once()
    {
        using var driver = NewDriver();
        var message = Message();
        var worker = await WorkerAsync(driver);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => worker.HandleAsync(message, default))));
        await HandleAsync(driver, message);
        Assert.Equal(Alerts, await driver.CountPendingAsync());
        Assert.Equal(SubmissionStatus.Done, Assert.Single(await driver.Submissions.ListAsync(driver.Agency.Id, null, 10, default)).Status);
    }

    private SubmissionDriver NewDriver()
    {
        var key = JsonNode.Parse(_key.PublicJwk())!;
        var driver = SubmissionDriver.InMemory(new() { MaxPending = int.MaxValue });
        driver.Agency = new()
        {
            Id = AgencyId.Parse("demo-pay"),
            Name = "Pay",
            Kind = AgencyKind.PaymentInstitution,
            Jurisdiction = "DE",
            Keys = [new(_key.KeyId, "EC", "sig", "ES256", "P-256", (string)key["x"]!, (string)key["y"]!, null, null)],
        };
        return driver;
    }

    private string Message(FeedSigningKey? key = null)
    {
        var content = new JsonObject
        {
            ["iss"] = "demo-pay",
            ["jti"] = "m-1",
            ["iat"] = 1_700_000_000,
            ["alerts"] = new JsonArray([.. Enumerable.Range(0, Alerts).Select(number => (JsonNode)Invented.Alert($"A-{number}"))]),
        };
        return (key ?? _key).Sign(Encoding.UTF8.GetBytes(content.ToJsonString()));
    }

    /// <summary>As the queue's host: a crashed handler's message comes back, and so does what it left on the queue of submissions.</summary>
    private static async Task HandleAsync(SubmissionDriver driver, string message)
    {
        while (true)
        {
            try
            {
                await (await WorkerAsync(driver)).HandleAsync(message, default);
                return;
            }
            catch (CrashException)
            {
                driver.Crash.Reset(0, false);
            }
        }
    }

    private static async Task<FeedWorker> WorkerAsync(SubmissionDriver driver)
    {
        var (tables, blobs) = (new CrashingTables(driver.Tables, driver.Crash), new CrashingBlobs(driver.Blobs, driver.Crash));
        return new(
            (id, _) => ValueTask.FromResult<Publisher?>(id == driver.Agency.Id ? new(driver.Agency, new PublishingContext(driver.Agency, _ => true)) : null),
            new(tables, TimeProvider.System),
            new(blobs, driver.Options),
            new(tables),
            await driver.WorkerAsync(),
            blobs,
            TimeProvider.System);
    }
}
