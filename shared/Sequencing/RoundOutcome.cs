namespace InfoShare.Sequencing;

/// <summary>What became of a round of the sequencer; a closed set.</summary>
public abstract record RoundOutcome
{
    private RoundOutcome()
    {
    }

    /// <summary>The shards that were asked for have nothing pending, and nothing is left to clean up.</summary>
    public sealed record Idle : RoundOutcome;

    /// <summary>The head moved on by <paramref name="Count"/> from <paramref name="From"/>: all below it is sequenced, stamped and no longer pending.</summary>
    /// <param name="GoOn">Another round is worth its reads now; false: only what was committed meanwhile is left, which has signals of its own.</param>
    public sealed record Advanced(SequenceIndex From, int Count, bool GoOn) : RoundOutcome;

    /// <summary>The storage failed or another sequencer was faster. Nothing is half done that the next round does not finish.</summary>
    public sealed record Interrupted(string Reason) : RoundOutcome;

    /// <summary>The tables contradict the protocol: nothing more is written, and an operator must look.</summary>
    public sealed record Corrupt(SequenceIndex Index, string Reason) : RoundOutcome;
}
