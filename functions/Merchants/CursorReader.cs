using InfoShare.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Sequencing;

namespace InfoShare.Functions.Merchants;

/// <summary>Where a listing that runs down the sequence goes on, and the refusals of a cursor that is not good for it.</summary>
public sealed class CursorReader(IndexTail tail)
{
    /// <summary>Nothing stands at or after this: the start of a listing, newest first.</summary>
    private static readonly SequenceIndex Top = new(long.MaxValue);

    /// <summary>The index below which to go on, or the refusal.</summary>
    public (SequenceIndex Before, ProblemResult? Refusal) Read(string? cursor, Caller caller, IReadOnlyList<string?> listing)
    {
        if (cursor is null)
        {
            return (Top, null);
        }

        return tail.Cursors.Read(cursor, caller, listing) switch
        {
            CursorOutcome.GoesOn { Positions: [var before] } => (new(before), null),
            CursorOutcome.Gone gone => (Top, Problems.Gone("cursor-expired", gone.Detail)),
            CursorOutcome.OtherListing => (Top, Invalid("The cursor was given for other filters: keep them as they were, or start over without it.")),
            _ => (Top, Invalid("This is no cursor that was given to your agency here.")),
        };
    }

    public string Write(Caller caller, IReadOnlyList<string?> listing, SequenceIndex lastShown) => tail.Cursors.Write(caller, listing, lastShown.Value);

    private static ProblemResult Invalid(string message) => Problems.Invalid("cursor", ErrorCodes.InvalidCursor, message);
}
