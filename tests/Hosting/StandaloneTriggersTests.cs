using System.Collections.Concurrent;
using InfoShare.Functions.Hosting;
using InfoShare.Storage;
using InfoShare.Tests.Time;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace InfoShare.Tests.Hosting;

public sealed class StandaloneTriggersTests : IAsyncLifetime
{
    private const string Queue = "work";

    private readonly ManualTime _time = new();

    private readonly ClockedQueues _queues;

    private readonly QueueNudges _nudges = new();

    private readonly ConcurrentQueue<(string Text, DateTimeOffset At)> _handled = new();

    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    private StandaloneTriggers? _host;

    public StandaloneTriggersTests() => _queues = new(_time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(CancellationToken.None);
            _host.Dispose();
        }
    }

    [Fact]
    public async Task A_Handled_Message_Is_Gone()
    {
        await SendAsync("a");
        await StartAsync(_ => Task.CompletedTask);
        await _time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), () => _queues.Texts(Queue).Count == 0);
        Assert.Equal("a", Assert.Single(_handled).Text);
    }

    [Fact]
    public async Task A_Message_That_Fails_Five_Times_Is_Poison()
    {
        await SendAsync("bad");
        await StartAsync(_ => throw new InvalidOperationException("No."));
        await _time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => _queues.Texts(StorageNames.Queues.Poison(Queue)).Count == 1);
        Assert.Empty(_queues.Texts(Queue));
        Assert.Equal(["bad"], _queues.Texts(StorageNames.Queues.Poison(Queue)));
        var times = _handled.Select(call => call.At).ToList();
        Assert.Equal(5, times.Count);
        Assert.All(times.Zip(times.Skip(1), (before, after) => after - before), wait => Assert.InRange(wait.TotalSeconds, 30, 40));
    }

    [Fact]
    public async Task A_Message_That_Only_Ever_Crashed_Is_Poison_Without_Another_Attempt()
    {
        await SendAsync("crash");
        for (var receipts = 0; receipts < 5; receipts++)
        {
            Assert.Single(await _queues.ReceiveAsync(Queue, 1, TimeSpan.Zero, CancellationToken.None));
        }

        await StartAsync(_ => Task.CompletedTask);
        await Eventually.TrueAsync(() => _queues.Texts(StorageNames.Queues.Poison(Queue)).Count == 1, "poison");
        Assert.Empty(_handled);
    }

    [Fact]
    public async Task A_Long_Handler_Keeps_Its_Message()
    {
        await SendAsync("long");
        var done = new TaskCompletionSource();
        await StartAsync(_ => done.Task);
        var end = _time.GetUtcNow().AddMinutes(25);
        await _time.AdvanceUntilAsync(TimeSpan.FromSeconds(20), () => _time.GetUtcNow() >= end);
        done.SetResult();
        await Eventually.TrueAsync(() => _queues.Texts(Queue).Count == 0, "deleted");
        Assert.Single(_handled);
    }

    [Fact]
    public async Task An_Idle_Queue_Is_Looked_At_Seldom_And_At_Once_After_A_Message_Of_This_Process()
    {
        await StartAsync(_ => Task.CompletedTask);
        var end = _time.GetUtcNow().AddSeconds(100);
        await _time.AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => _time.GetUtcNow() >= end);
        Assert.InRange(_queues.Receipts, 50, 130);
        var sending = new NudgingQueues(_queues, _nudges);
        await sending.SendAsync(Queue, "a", TimeSpan.Zero, CancellationToken.None);
        await Eventually.TrueAsync(() => _handled.Count == 1, "handled without time passing");
        var next = _nudges.Next(Queue);
        await sending.SendAsync(Queue, "not yet", TimeSpan.FromHours(1), CancellationToken.None);
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Stopping_Gives_An_Unfinished_Message_Back()
    {
        await SendAsync("unfinished");
        await StartAsync(stopping => Task.Delay(Timeout.InfiniteTimeSpan, stopping));
        await Eventually.TrueAsync(() => _handled.Count == 1, "started");
        await _host!.StopAsync(CancellationToken.None);
        Assert.Equal("unfinished", Assert.Single(await _queues.PeekAsync(Queue, 1, CancellationToken.None)).Text);
    }

    [Fact]
    public async Task A_Hub_That_Is_Restarted_Again_And_Again_Does_Not_Take_What_It_Interrupts_For_Poison()
    {
        await SendAsync("unfinished");
        for (var start = 1; start <= 12; start++)
        {
            await StartAsync(stopping => Task.Delay(Timeout.InfiniteTimeSpan, stopping));
            await Eventually.TrueAsync(() => _handled.Count == start, "started");
            await _host!.StopAsync(CancellationToken.None);
            _host.Dispose();
        }

        Assert.Empty(_queues.Texts(StorageNames.Queues.Poison(Queue)));
        Assert.Equal(["unfinished"], _queues.Texts(Queue));
    }

    [Fact]
    public async Task What_A_Program_That_Stops_Has_Ended_Already_Is_No_Failure()
    {
        await SendAsync("unfinished");
        await StartAsync(_ => Task.Delay(Timeout.InfiniteTimeSpan, _lifetime.ApplicationStopping));
        await Eventually.TrueAsync(() => _handled.Count == 1, "started");
        _lifetime.StopApplication();
        await Eventually.TrueAsync(() => _queues.Texts(Queue).Count == 1 && _queues.Receipts > 0, "given back");
        await _host!.StopAsync(CancellationToken.None);
        Assert.Equal(1, Assert.Single(await _queues.ReceiveAsync(Queue, 1, TimeSpan.Zero, CancellationToken.None)).DequeueCount);
    }

    [Fact]
    public async Task No_More_Are_Under_Way_Than_A_Batch_Above_The_Threshold()
    {
        for (var i = 0; i < 40; i++)
        {
            await SendAsync($"{i}");
        }

        var (underWay, most) = (0, 0);
        await StartAsync(async stopping =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Task.Delay(TimeSpan.FromMilliseconds(5), stopping);
            Interlocked.Decrement(ref underWay);
        });
        await Eventually.TrueAsync(() => _queues.Texts(Queue).Count == 0, "all handled");
        Assert.InRange(most, 2, 12);
    }

    [Fact]
    public async Task A_Timer_Runs_At_The_Start_And_Whenever_It_Is_Due()
    {
        var runs = new ConcurrentQueue<DateTimeOffset>();
        await StartAsync(_ => Task.CompletedTask, new TimerTrigger("tick", "0 */5 * * * *", _ =>
        {
            runs.Enqueue(_time.GetUtcNow());
            return runs.Count == 2 ? throw new InvalidOperationException("Once.") : Task.CompletedTask;
        }));
        await _time.AdvanceUntilAsync(TimeSpan.FromSeconds(5), () => runs.Count == 4);
        Assert.All(runs.Skip(1), at => Assert.True(at.Minute % 5 == 0 && at.Second <= 10, $"{at:O}"));
    }

    [Fact]
    public async Task Runs_Missed_During_A_Long_One_Are_Made_Up_For_By_One()
    {
        var first = new TaskCompletionSource();
        var runs = 0;
        await StartAsync(_ => Task.CompletedTask, new TimerTrigger("tick", "0 */5 * * * *", _ => Interlocked.Increment(ref runs) == 1 ? first.Task : Task.CompletedTask));
        await Eventually.TrueAsync(() => Volatile.Read(ref runs) == 1, "started");
        var end = _time.GetUtcNow().AddMinutes(17);
        await _time.AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => _time.GetUtcNow() >= end);
        first.SetResult();
        await Eventually.TrueAsync(() => Volatile.Read(ref runs) == 2, "made up for");
    }

    private ValueTask SendAsync(string text) => _queues.SendAsync(Queue, text, TimeSpan.Zero, CancellationToken.None);

    private Task StartAsync(Func<CancellationToken, Task> handle, params TimerTrigger[] timers)
    {
        var trigger = new QueueTrigger("work", Queue, (text, stopping) =>
        {
            _handled.Enqueue((text, _time.GetUtcNow()));
            return handle(stopping);
        });
        _host = new([trigger], timers, _queues, _nudges, _time, new(), _lifetime, NullLogger<StandaloneTriggers>.Instance);
        return _host.StartAsync(CancellationToken.None);
    }
}
