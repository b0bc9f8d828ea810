using InfoShare.Access;
using InfoShare.Functions.Http;
using InfoShare.Functions.Merchants;
using InfoShare.Json;
using InfoShare.Sequencing;
using InfoShare.Submissions;

namespace InfoShare.Functions.Submissions;

/// <summary>Where a list of submissions, or of a submission's outcomes, goes on: in the hub's encrypted cursors, good for their agency and filters.</summary>
public sealed class SubmissionCursors(IndexTail tail)
{
    private static readonly string[] OfSubmissions = ["submissions"];

    /// <summary>The id after which to go on (null: from the start), or the refusal.</summary>
    public (string? After, ProblemResult? Refusal) ReadSubmission(string? cursor, Caller caller)
    {
        var (positions, refusal) = Read(cursor, caller, OfSubmissions, SubmissionId.Numbers);
        return (refusal is null && positions.Count > 0 ? SubmissionId.OfNumbers(positions) : null, refusal);
    }

    public string WriteSubmission(Caller caller, string lastShown) =>
        SubmissionId.TryParse(lastShown, out var id) ? tail.Cursors.Write(caller, OfSubmissions, id.ToNumbers()) : throw new FormatException("No submission's id.");

    /// <summary>The line after which to go on (0: from the start), or the refusal.</summary>
    public (long After, ProblemResult? Refusal) ReadLine(string? cursor, Caller caller, string submission, LineResult? result)
    {
        var (positions, refusal) = Read(cursor, caller, OfOutcomes(submission, result), 1);
        return (refusal is null && positions.Count > 0 ? positions[0] : 0, refusal);
    }

    public string WriteLine(Caller caller, string submission, LineResult? result, long lastShown) =>
        tail.Cursors.Write(caller, OfOutcomes(submission, result), lastShown);

    private static string?[] OfOutcomes(string submission, LineResult? result) => ["outcomes", submission, result?.ToString()];

    private static ProblemResult Invalid(string message) => Problems.Invalid("cursor", ErrorCodes.InvalidCursor, message);

    /// <summary>No positions without a cursor.</summary>
    private (IReadOnlyList<long> Positions, ProblemResult? Refusal) Read(string? cursor, Caller caller, IReadOnlyList<string?> listing, int count)
    {
        if (cursor is null)
        {
            return ([], null);
        }

        return tail.Cursors.Read(cursor, caller, listing) switch
        {
            CursorOutcome.GoesOn goesOn when goesOn.Positions.Count == count => (goesOn.Positions, null),
            CursorOutcome.Gone gone => ([], Problems.Gone("cursor-expired", gone.Detail)),
            CursorOutcome.OtherListing => ([], Invalid("The cursor was given for another list or other filters: keep them as they were, or start over without it.")),
            _ => ([], Invalid("This is no cursor that was given to your agency here.")),
        };
    }
}
