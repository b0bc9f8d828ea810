using System.Text.Json;
using InfoShare.Functions.Hosting;
using InfoShare.Storage;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Hosting;

/// <summary>What the Functions host reads and what the program registers are the same triggers.</summary>
public sealed class TriggerFilesTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    public async Task InitializeAsync() => _hub = await HubDriver.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public void Every_Trigger_Has_Its_File_And_Every_File_Its_Trigger()
    {
        IEnumerable<string> registered =
        [
            .. _hub.Services.GetServices<QueueTrigger>().Select(trigger => $"{trigger.Name} queueTrigger {trigger.Queue}"),
            .. _hub.Services.GetServices<TimerTrigger>().Select(trigger => $"{trigger.Name} timerTrigger {trigger.Schedule}"),
            "http httpTrigger {*path}",
        ];
        Assert.Equal(registered.Order(StringComparer.Ordinal), Files().Select(Describe).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Queues_Are_Of_The_Storage_Names_And_Schedules_Can_Be_Read()
    {
        Assert.All(_hub.Services.GetServices<QueueTrigger>(), trigger => Assert.Contains(trigger.Queue, StorageNames.Queues.All));
        Assert.All(_hub.Services.GetServices<TimerTrigger>(), trigger => NcrontabSchedule.Parse(trigger.Schedule));
    }

    [Fact]
    public void A_Queue_Trigger_Has_One_Input_And_No_Output()
    {
        foreach (var file in Files().Where(file => Describe(file).Contains(" queueTrigger ", StringComparison.Ordinal)))
        {
            Assert.Equal(1, Read(file).GetProperty("bindings").GetArrayLength());
        }
    }

    [Fact]
    public void Both_Hosts_Pull_Alike()
    {
        var host = Read(Path.Combine(Repository.Root, "host.json"));
        var queues = host.GetProperty("extensions").GetProperty("queues");
        var polling = new QueuePolling();
        Assert.Equal(polling.BatchSize, queues.GetProperty("batchSize").GetInt32());
        Assert.Equal(polling.NewBatchThreshold, queues.GetProperty("newBatchThreshold").GetInt32());
        Assert.Equal(polling.MaxDequeueCount, queues.GetProperty("maxDequeueCount").GetInt32());
        Assert.Equal(polling.RetryAfter, Duration(queues, "visibilityTimeout"));
        Assert.Equal(polling.LongestInterval, Duration(queues, "maxPollingInterval"));
        Assert.True(CustomHandlerEndpoints.Deadline < Duration(host, "functionTimeout"));
    }

    [Fact]
    public void The_Host_Starts_This_Program_And_Proxies_Only_Below_Api()
    {
        var host = Read(Path.Combine(Repository.Root, "host.json"));
        Assert.Equal("api", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        var handler = host.GetProperty("customHandler");
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.Equal(
            typeof(QueueTrigger).Assembly.GetName().Name, handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString());
        Assert.DoesNotContain(_hub.Services.GetServices<QueueTrigger>(), trigger => trigger.Name == "api");
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "Triggers"), "function.json", SearchOption.AllDirectories);

    private static string Describe(string file)
    {
        var input = Read(file).GetProperty("bindings").EnumerateArray().First(binding => binding.GetProperty("direction").GetString() == "in");
        var type = input.GetProperty("type").GetString();
        var what = input.GetProperty(type switch { "queueTrigger" => "queueName", "timerTrigger" => "schedule", _ => "route" }).GetString();
        return $"{Path.GetFileName(Path.GetDirectoryName(file))} {type} {what}";
    }

    private static TimeSpan Duration(JsonElement of, string name) =>
        TimeSpan.Parse(of.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
