using InfoShare.Sequencing;

namespace InfoShare.Snapshots;

/// <summary>A snapshot by its name.</summary>
/// <param name="Index">The first index of the sequence that is not in it.</param>
/// <param name="Length">Bytes of the blob.</param>
internal sealed record StoredSnapshot(string Name, string Epoch, int Format, SequenceIndex Index, long Length);
