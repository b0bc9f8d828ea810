using InfoShare.Sequencing;
using InfoShare.Storage;

namespace InfoShare.Functions.Hosting;

/// <summary>The command <c>restored</c>: gives the store a new epoch after it was put back to an earlier state.</summary>
internal static class Restoring
{
    /// <summary>The program's exit code.</summary>
    /// <param name="store">Which store it is, for whoever may have meant another.</param>
    public static async Task<int> RenewAsync(IServiceProvider services, string store)
    {
        var tables = services.GetRequiredService<ITables>();
        if (await SequenceHead.FindAsync(tables, CancellationToken.None) is null)
        {
            await Console.Error.WriteLineAsync($"There has never been a hub on {store}. Is this the store that was put back? Nothing was changed.");
            return 1;
        }

        // The embedded store is one process's alone, so whoever could open it is alone with it.
        if (services.GetService<SequenceLease>() is { } lease && await lease.IsHeldAsync(CancellationToken.None))
        {
            await Console.Error.WriteLineAsync($"A hub is sequencing on {store}. Stop every process of the hub, wait five seconds, and say this again.");
            return 1;
        }

        var epoch = await SequenceHead.RenewEpochAsync(tables, CancellationToken.None);
        await Console.Out.WriteLineAsync(
            $"The sequence on {store} has the epoch {epoch}. Cursors and snapshots of before are void; the hub can be started. A process that runs nevertheless ends within seconds.");
        return 0;
    }
}
