using System.Globalization;
using InfoShare.Storage;
using Xunit.Abstractions;

namespace InfoShare.Tests.Sequencing;

/// <summary>Two hundred publications a second and 24 instances that may sequence, in virtual time.</summary>
public sealed class ManySequencersTests(ITestOutputHelper output)
{
    private const int PerSecond = 200;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    [Fact]
    public void Two_Hundred_Publications_A_Second_Cost_Less_Than_Two_Calls_Each_To_Sequence_Though_24_Instances_Could()
    {
        var hub = new BusyHub(PerSecond, Length);
        hub.Run(sequencers: 24, sharing: true);
        Report("24 instances that share", hub);

        Assert.InRange(hub.Rate("sequencer "), 1, 2 * PerSecond);
        Assert.InRange(hub.Rate("queue "), 1, PerSecond / 2);
        Assert.False(hub.Calls.ContainsKey($"conflict sequencer {StorageNames.Tables.Sequence}"), "Two sequenced at once.");
        Assert.True(hub.Delays[hub.Delays.Count * 99 / 100] < TimeSpan.FromSeconds(2), $"p99 is {hub.Delays[hub.Delays.Count * 99 / 100]}");
    }

    [Fact]
    public void Without_The_Lease_Every_Publication_Is_Sequenced_Once_All_The_Same_And_Costs_More()
    {
        var (shared, alone) = (new BusyHub(PerSecond, Length), new BusyHub(PerSecond, Length));
        shared.Run(sequencers: 24, sharing: true);
        alone.Run(sequencers: 24, sharing: false);
        Report("24 instances without a lease", alone);

        Assert.True(alone.Rate("sequencer ") > shared.Rate("sequencer "));
        Assert.True(alone.Rate("conflict ") > shared.Rate("conflict "));
    }

    private void Report(string what, BusyHub hub)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {hub.Published} published; sequencing {hub.Rate("sequencer "):F0} calls/s, queue {hub.Rate("queue "):F0}/s"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"commit to sequence: median {hub.Delays[hub.Delays.Count / 2].TotalMilliseconds:F0} ms, p99 {hub.Delays[hub.Delays.Count * 99 / 100].TotalMilliseconds:F0} ms"));
        foreach (var (call, count) in hub.Calls)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {call}: {count / Length.TotalSeconds:F1}/s"));
        }
    }
}
