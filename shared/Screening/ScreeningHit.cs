using InfoShare.Merchants;

namespace InfoShare.Screening;

/// <summary>A record whose merchant may be the one asked about.</summary>
public sealed class ScreeningHit(IndexedRecord record, double score, string name, Func<IReadOnlyList<MatchReason>> explain)
{
    private IReadOnlyList<MatchReason>? _reasons;

    public IndexedRecord Record => record;

    public double Score => score;

    /// <summary>The merchant's name that scores best.</summary>
    public string Name => name;

    /// <summary>What made the score, the largest part first; worked out when it is asked for, since most candidates are never shown.</summary>
    public IReadOnlyList<MatchReason> Reasons => _reasons ??= explain();
}
