using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>
/// A bulk publication and how far it has come: the one mutable value of a submission, replaced under If-Match.
/// </summary>
public sealed record Submission
{
    public required string Id { get; init; }

    public required AgencyId Agency { get; init; }

    /// <summary>The client that submitted it.</summary>
    public required string Client { get; init; }

    /// <summary>The id of the feed message that it came in; null: it was uploaded.</summary>
    public string? Message { get; init; }

    public required SubmissionFormat Format { get; init; }

    /// <summary>Of every row of a CSV; null for NDJSON, whose lines name their own.</summary>
    public RecordKind? Kind { get; init; }

    /// <summary>The client had the role <c>feed</c> but not <c>publisher</c>: alerts alone.</summary>
    public bool AlertsOnly { get; init; }

    /// <summary>The input is compressed.</summary>
    public bool Gzip { get; init; }

    /// <summary>The character encoding that the client named for a CSV; null: found out from the bytes.</summary>
    public string? Charset { get; init; }

    /// <summary>Bytes of the input as uploaded.</summary>
    public required long BytesTotal { get; init; }

    /// <summary>SHA-256 of the input as uploaded, in hexadecimal: tells whether two uploads were the same.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public SubmissionStatus Status { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, in a sentence for the agency.</summary>
    public string? Reason { get; init; }

    /// <summary>Its agency has asked to stop; who handles it does so between two batches.</summary>
    public bool CancelRequested { get; init; }

    public Checkpoint Checkpoint { get; init; } = new();

    /// <summary>Who handles it now, or did last: another's checkpoint is refused.</summary>
    public string? Attempt { get; init; }

    /// <summary>When the last attempt showed a sign of life.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>How often a sweep had to ask again since the last progress.</summary>
    public int Revivals { get; init; }

    /// <summary>How often it was taken up since the last checkpoint: a line that ends the process would otherwise be tried for ever.</summary>
    public int Attempts { get; init; }

    public bool IsFinished => Status is SubmissionStatus.Done or SubmissionStatus.Failed or SubmissionStatus.Cancelled;
}

/// <summary>Where to go on. Everything before it has its outcome stored; of what follows, lines may be published already.</summary>
public sealed record Checkpoint
{
    /// <summary>Bytes into the input once it is decompressed and in UTF-8.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes of the input as uploaded that were read for it, about.</summary>
    public long BytesRead { get; init; }

    /// <summary>Lines before it, blank ones and a CSV's header included.</summary>
    public long Line { get; init; }

    public SubmissionCounts Counts { get; init; } = new();
}
