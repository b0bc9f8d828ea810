namespace InfoShare.Dispositions;

/// <summary>What became of an answer; a closed set.</summary>
public abstract record DispositionOutcome
{
    private DispositionOutcome()
    {
    }

    /// <summary>It is stored, and is the agency's newest.</summary>
    public sealed record Answered(Disposition Disposition) : DispositionOutcome;

    /// <summary>The agency's newest says the same already.</summary>
    public sealed record Unchanged(Disposition Disposition) : DispositionOutcome;

    /// <summary>The agency has answered this alert as often as it can.</summary>
    public sealed record TooMany : DispositionOutcome;
}
