namespace InfoShare.Datasets;

/// <summary>Which segments of a dataset's versions have been withdrawn.</summary>
/// <param name="Versions">By the version's id.</param>
public sealed record WithdrawalState(IReadOnlyDictionary<string, WithdrawnSegments> Versions);

/// <summary>What is known of one version.</summary>
/// <param name="CheckedTo">The first index of the sequence that has not been looked at.</param>
/// <param name="Segments">The segments that have been withdrawn.</param>
public sealed record WithdrawnSegments(long CheckedTo, IReadOnlyList<string> Segments)
{
    /// <summary>What both know; a segment once withdrawn stays so.</summary>
    public WithdrawnSegments With(WithdrawnSegments? other) => other is null
        ? this
        : new(Math.Max(CheckedTo, other.CheckedTo), [.. Segments.Union(other.Segments, StringComparer.Ordinal)]);
}
