using System.Text.Json.Serialization;

namespace InfoShare.Datasets;

/// <summary>A build that was asked for, and what became of it.</summary>
public sealed record DatasetBuild(string Id, DatasetName Dataset, BuildStatus Status, DateTimeOffset RequestedAt)
{
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The version that it has published.</summary>
    public string? Version { get; init; }

    /// <summary>Why it was held back, or has failed; for people.</summary>
    public string? Reason { get; init; }

    public bool IsOpen => Status is BuildStatus.Queued or BuildStatus.Running;
}

/// <summary>How far a build has come.</summary>
public enum BuildStatus
{
    Queued,
    Running,
    Published,

    /// <summary>It has far fewer rows than the version before it; an administrator may release it.</summary>
    [JsonStringEnumMemberName("held-back")]
    HeldBack,

    /// <summary>Another build has published in its place meanwhile.</summary>
    Superseded,

    /// <summary>The version before it stays.</summary>
    Failed,
}
