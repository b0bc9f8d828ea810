using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

internal static class SequencerDriver
{
    /// <summary>Runs, as signal after signal would, until nothing is pending in any shard.</summary>
    public static async Task RunUntilIdleAsync(this Sequencer sequencer)
    {
        RoundOutcome outcome;
        do
        {
            outcome = await sequencer.RunAsync(StorageNames.RecordRows.Shards, CancellationToken.None);
        }
        while (outcome is RoundOutcome.Advanced);

        Assert.IsType<RoundOutcome.Idle>(outcome);
    }
}
