using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>The command <c>restored</c>: gives the store a new epoch after it was put back to an earlier state.</summary>
internal static class Restoring
{
    /// <summary>The program's exit code.</summary>
    public static async Task<int> RenewAsync(IServiceProvider services)
    {
        // The embedded store is one process's alone, so whoever could open it is alone with it.
        if (services.GetService<SequenceLease>() is { } lease && await lease.IsHeldAsync(CancellationToken.None))
        {
            await Console.Error.WriteLineAsync("A hub is sequencing on this storage account. Stop every process of the hub, wait five seconds, and say this again.");
            return 1;
        }

        var epoch = await SequenceHead.RenewEpochAsync(services.GetRequiredService<ITables>(), CancellationToken.None);
        await Console.Out.WriteLineAsync(
            $"The sequence has the epoch {epoch}. Cursors and snapshots of before are void; the hub can be started. A process that runs nevertheless ends within seconds.");
        return 0;
    }
}
