namespace InfoShare.Sequencing;

/// <summary>The store is in an earlier state than this process has seen: the process must be started again, and read it anew.</summary>
/// <param name="isAnnounced">The operator has said so, by a new epoch; else it is a surprise.</param>
public sealed class SequenceWentBackException(string message, bool isAnnounced) : Exception(message)
{
    /// <summary>Whether the sequence has a new epoch, so that cursors and snapshots of before are void already.</summary>
    public bool IsAnnounced => isAnnounced;
}
