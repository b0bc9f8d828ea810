namespace InfoShare.Sequencing;

/// <summary>
/// Has the pending rows of some shards sequenced by this process, without a message; completes when those that were committed before the call have their
/// places, or a process that is at it has been asked to do them as well.
/// </summary>
/// <exception cref="InfoShare.Storage.StorageUnavailableException">The storage failed for longer than the run would wait.</exception>
public delegate Task RunSequencer(IReadOnlyCollection<string> shards, CancellationToken cancellationToken);
