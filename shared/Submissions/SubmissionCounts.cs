namespace InfoShare.Submissions;

/// <summary>How many lines had which outcome.</summary>
public sealed record SubmissionCounts
{
    public long Created { get; init; }

    public long Corrected { get; init; }

    public long Retracted { get; init; }

    public long Reinstated { get; init; }

    public long Repaired { get; init; }

    public long Unchanged { get; init; }

    public long Rejected { get; init; }

    public long Total => Created + Corrected + Retracted + Reinstated + Repaired + Unchanged + Rejected;

    public SubmissionCounts With(LineResult result) => result switch
    {
        LineResult.Created => this with { Created = Created + 1 },
        LineResult.Corrected => this with { Corrected = Corrected + 1 },
        LineResult.Retracted => this with { Retracted = Retracted + 1 },
        LineResult.Reinstated => this with { Reinstated = Reinstated + 1 },
        LineResult.Repaired => this with { Repaired = Repaired + 1 },
        LineResult.Unchanged => this with { Unchanged = Unchanged + 1 },
        LineResult.Rejected => this with { Rejected = Rejected + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public long Of(LineResult result) => result switch
    {
        LineResult.Created => Created,
        LineResult.Corrected => Corrected,
        LineResult.Retracted => Retracted,
        LineResult.Reinstated => Reinstated,
        LineResult.Repaired => Repaired,
        LineResult.Unchanged => Unchanged,
        LineResult.Rejected => Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    public static SubmissionCounts operator +(SubmissionCounts left, SubmissionCounts right) => Add(left, right);

    public static SubmissionCounts Add(SubmissionCounts left, SubmissionCounts right) => new()
    {
        Created = left.Created + right.Created,
        Corrected = left.Corrected + right.Corrected,
        Retracted = left.Retracted + right.Retracted,
        Reinstated = left.Reinstated + right.Reinstated,
        Repaired = left.Repaired + right.Repaired,
        Unchanged = left.Unchanged + right.Unchanged,
        Rejected = left.Rejected + right.Rejected,
    };
}
