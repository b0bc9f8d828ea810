namespace InfoShare.Submissions;

/// <summary>Bounds of submissions; the section <c>Submissions</c> of the configuration.</summary>
public sealed record SubmissionOptions
{
    /// <summary>Bytes of an upload. Under the Functions host its own bound of 100 MB comes first.</summary>
    public long MaxUploadBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of a decompressed input.</summary>
    public long MaxExpandedBytes { get; init; } = 4L << 30;

    /// <summary>Decompressed bytes per compressed byte, once the first MiB is out.</summary>
    public int MaxExpansionRatio { get; init; } = 200;

    /// <summary>Bytes of a line; a longer one is rejected, and the next is read.</summary>
    public int MaxLineBytes { get; init; } = 256 * 1024;

    /// <summary>Lines that are committed together.</summary>
    public int BatchLines { get; init; } = 200;

    /// <summary>Bytes of input that are held for one batch.</summary>
    public int BatchBytes { get; init; } = 4 << 20;

    /// <summary>Lines between two checkpoints at most: what a crash may have to go through again.</summary>
    public int SegmentLines { get; init; } = 10_000;

    /// <summary>Time between two checkpoints at most.</summary>
    public TimeSpan SegmentTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time to an attempt's first checkpoint; doubles with each until <see cref="SegmentTime"/>. A hub that dies young still gets on.</summary>
    public TimeSpan FirstSegmentTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Attempts without a checkpoint after which a submission has failed.</summary>
    public int MaxAttempts { get; init; } = 20;

    /// <summary>How long one message is worked on before the rest is queued again.</summary>
    public TimeSpan RangeTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Committing stops while more rows than this wait for their place in the sequence.</summary>
    public int MaxPending { get; init; } = 2000;

    /// <summary>Without a sign of life for this long, a submission is queued again.</summary>
    public TimeSpan AbandonedAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Without any progress after being queued again so often, a submission has failed.</summary>
    public int MaxRevivals { get; init; } = 3;
}
