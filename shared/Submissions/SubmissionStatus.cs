namespace InfoShare.Submissions;

/// <summary>Where a submission stands.</summary>
public enum SubmissionStatus
{
    /// <summary>Stored, and not begun.</summary>
    Queued,

    Running,

    /// <summary>Every line has its outcome.</summary>
    Done,

    /// <summary>The input could not be read further; lines before that keep their outcomes.</summary>
    Failed,

    /// <summary>Its agency stopped it; lines before that keep their outcomes.</summary>
    Cancelled,
}

/// <summary>What the input is.</summary>
public enum SubmissionFormat
{
    Ndjson,
    Csv,
}
