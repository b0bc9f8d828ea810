using InfoShare.Sequencing;

namespace InfoShare.Functions.Sequencing;

/// <summary>
/// What processes do that share a store: they leave the sequencing to whoever is at it, and seal full segments. Neither is needed for
/// correctness.
/// </summary>
public sealed class SharedSequence(SequenceLease lease, SequenceSegments segments, SequencingLimits limits)
{
    /// <summary>Sequences the shards, and those that others leave meanwhile, unless another process is at it and takes these too.</summary>
    public async Task RunAsync(
        IReadOnlyCollection<string> shards, Func<IReadOnlyCollection<string>, Task<RoundOutcome>> sequence, CancellationToken cancellationToken)
    {
        for (var taken = await lease.TakeAsync(shards, cancellationToken); taken is not null; taken = await lease.LetGoAsync(isTired: false, cancellationToken))
        {
            try
            {
                await SealAfterAsync(await sequence(taken), cancellationToken);
            }
            catch
            {
                // This caller's shards come back with its message; what others left stays for whoever is next.
                await lease.LetGoAsync(isTired: true, cancellationToken);
                throw;
            }
        }
    }

    /// <summary>Every full segment that nobody has sealed yet.</summary>
    public Task SealAsync(CancellationToken cancellationToken) => segments.SealAsync(cancellationToken);

    private async Task SealAfterAsync(RoundOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is RoundOutcome.Advanced advanced && (advanced.From.Value + advanced.Count) / limits.SegmentRows > advanced.From.Value / limits.SegmentRows)
        {
            await SealAsync(cancellationToken);
        }
    }
}
