namespace InfoShare.Sequencing;

/// <summary>How much a round of the sequencer takes at a time. The defaults keep to the storage's limits; tests use smaller ones.</summary>
public sealed record SequencingLimits
{
    public static SequencingLimits Default { get; } = new();

    /// <summary>Sequence rows in one commit.</summary>
    public int CommitRows { get; init; } = 100;

    /// <summary>Commits of sequence rows that are given to the store together, to be made in turn: others' commits wait for them.</summary>
    public int CommitsInTurn { get; init; } = 5;

    /// <summary>Bytes of one commit as encoded.</summary>
    public int CommitBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>Pairs of {stamp, delete} in one commit of a shard.</summary>
    public int CommitPairs { get; init; } = 50;

    /// <summary>Rows of a round: no more are listed once there are as many.</summary>
    public int RoundRows { get; init; } = 2000;

    /// <summary>Bytes of entries held in a round: no more are listed once there are as many.</summary>
    public long RoundBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Pending rows taken from one shard in a round, so that a busy shard leaves room for the others; more where few are asked for.</summary>
    public int ShardRows { get; init; } = 32;

    /// <summary>Rows that a reader takes at once.</summary>
    public int ReadRows { get; init; } = 250;

    /// <summary>Rows of a sealed segment; a partition's rows are a multiple.</summary>
    public int SegmentRows { get; init; } = 1000;

    /// <summary>
    /// A run goes on after a round of as many rows. After a smaller one it ends: a row committed meanwhile signals by itself within a quarter
    /// of a second, and one larger round costs less than several small ones.
    /// </summary>
    public int GoOnRows { get; init; } = 500;

    /// <summary>Storage calls under way at once, where their order does not matter: every shard's.</summary>
    public int Concurrency { get; init; } = 64;
}
