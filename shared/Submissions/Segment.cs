namespace InfoShare.Submissions;

/// <summary>Outcomes of a run of lines, in one blob; its row is committed together with the checkpoint after them.</summary>
/// <param name="FirstLine">The first line of the run.</param>
/// <param name="Blob">One <see cref="LineOutcome"/> per line of NDJSON, in order.</param>
/// <param name="Counts">How many of its lines had which outcome: whole segments can be passed over.</param>
public sealed record Segment(long FirstLine, string Blob, SubmissionCounts Counts);
