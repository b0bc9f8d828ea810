namespace InfoShare.Screening;

/// <summary>How much two names are one.</summary>
/// <param name="Score">0 to 1; 1 only for names that are the same after folding.</param>
public sealed record NameScore(double Score, IReadOnlyList<MatchReason> Reasons)
{
    /// <summary>What lowered the score and does so no more where the other one is known to be of that country.</summary>
    internal PlaceOfSister? Place { get; init; }
}
