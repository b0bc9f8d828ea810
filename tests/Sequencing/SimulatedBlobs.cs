using System.Runtime.CompilerServices;
using InfoShare.Storage;

namespace InfoShare.Tests.Sequencing;

/// <summary>One process's view of the blobs: waits for its turn before each call, and meets the planned faults.</summary>
internal sealed class SimulatedBlobs(IBlobs inner, SeededScheduler scheduler, Func<Fault> nextFault) : IBlobs
{
    private const int LongStall = 40;

    public async ValueTask<BlobProperties?> GetPropertiesAsync(string container, string name, CancellationToken cancellationToken)
    {
        await ReadTurnAsync();
        return await inner.GetPropertiesAsync(container, name, cancellationToken);
    }

    public async ValueTask<Stream?> OpenReadAsync(string container, string name, long offset, long? length, CancellationToken cancellationToken)
    {
        await ReadTurnAsync();
        return await inner.OpenReadAsync(container, name, offset, length, cancellationToken);
    }

    public async ValueTask<BlobWriteOutcome> WriteAsync(string container, string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        await scheduler.PauseAsync();
        switch (nextFault())
        {
            case Fault.CrashBefore:
                throw new SimulatedCrashException();
            case Fault.Fails:
                throw new StorageUnavailableException("Simulated.");
            case Fault.FailsButStored:
                await inner.WriteAsync(container, name, content, condition, cancellationToken);
                throw new StorageUncertainException("Simulated.");
            case Fault.LandsLate:
                using (var copy = new MemoryStream())
                {
                    await content.CopyToAsync(copy, cancellationToken);
                    _ = LandAsync(copy.ToArray());
                }

                throw new StorageUncertainException("Simulated.");
            case Fault.CrashAfter:
                await inner.WriteAsync(container, name, content, condition, cancellationToken);
                throw new SimulatedCrashException();
            default:
                return await inner.WriteAsync(container, name, content, condition, cancellationToken);
        }

        async Task LandAsync(byte[] bytes)
        {
            await scheduler.StallAsync(LongStall);
            await inner.WriteAsync(container, name, new MemoryStream(bytes), condition, CancellationToken.None);
        }
    }

    public async ValueTask<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        await ReadTurnAsync();
        return await inner.DeleteAsync(container, name, cancellationToken);
    }

    public async IAsyncEnumerable<BlobProperties> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ReadTurnAsync();
        await foreach (var blob in inner.ListAsync(container, prefix, cancellationToken))
        {
            yield return blob;
        }
    }

    private async Task ReadTurnAsync()
    {
        await scheduler.PauseAsync();
        switch (nextFault())
        {
            case Fault.None:
                return;
            case Fault.CrashBefore or Fault.CrashAfter:
                throw new SimulatedCrashException();
            default:
                throw new StorageUnavailableException("Simulated.");
        }
    }
}
