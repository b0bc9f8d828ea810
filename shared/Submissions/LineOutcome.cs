using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>What became of a line.</summary>
public enum LineResult
{
    Created,
    Corrected,
    Retracted,
    Reinstated,
    Repaired,
    Unchanged,
    Rejected,
}

/// <summary>A line's outcome, as stored and as shown.</summary>
public sealed record LineOutcome
{
    /// <summary>From 1. In a CSV the row as a spreadsheet numbers it, the header being row 1.</summary>
    public required long Line { get; init; }

    public required LineResult Result { get; init; }

    public RecordKind? Kind { get; init; }

    public string? Reference { get; init; }

    /// <summary>The record's id, if the line got as far as naming a record.</summary>
    public RecordId? Id { get; init; }

    /// <summary>The version that the line made, or that has its content already.</summary>
    public int? Version { get; init; }

    /// <summary>The record's current version, where it is another than <see cref="Version"/>.</summary>
    public int? CurrentVersion { get; init; }

    /// <summary>Of a rejected line: everything that is wrong with it.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }
}
