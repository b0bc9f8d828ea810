using InfoShare.Records;

namespace InfoShare.Submissions;

/// <summary>Which record a line is about, as far as it can be read, whatever else is wrong with the line.</summary>
/// <param name="Reference">In NFC.</param>
public readonly record struct LineName(RecordKind? Kind, string? Reference);
