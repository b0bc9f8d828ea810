using InfoShare.Sequencing;

namespace InfoShare.Functions.Changes;

/// <summary>Where a reader of the feed stands.</summary>
/// <param name="Next">The first index that it has not passed.</param>
/// <param name="Since">The end of the sequence when it began: what was withdrawn before, it never had.</param>
public sealed record ChangePlace(SequenceIndex Next, SequenceIndex Since);

/// <summary>A page of the feed.</summary>
/// <param name="Place">Where the next page begins; moved on also over what the caller is not told.</param>
/// <param name="HasMore">The page ended at one of its bounds, not at the end of the sequence.</param>
public sealed record ChangePage(IReadOnlyList<ChangeItem> Items, ChangePlace Place, bool HasMore);
