using InfoShare.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Sequencing;

namespace InfoShare.Functions.AccessLog;

/// <summary>The cursors of the access log's listings. They are places in time, not in the sequence: its epoch is nothing to them.</summary>
public sealed class AccessLogCursors(HubKeys keys)
{
    private const string Epoch = "access-log";

    private readonly Cursors _cursors = new(keys.Cursors, Epoch);

    /// <summary>What the cursor says (null without one), or the refusal.</summary>
    public (IReadOnlyList<long>? Positions, ProblemResult? Refusal) Read(AccessLogQuery query, string which, Caller caller)
    {
        if (query.Cursor is null)
        {
            return (null, null);
        }

        return _cursors.Read(query.Cursor, caller, query.Listing(which)) switch
        {
            CursorOutcome.GoesOn on => (on.Positions, null),
            CursorOutcome.Gone gone => (null, Problems.Gone("cursor-expired", gone.Detail)),
            CursorOutcome.OtherListing => (null, Invalid("The cursor was given for other days: keep them as they were, or start over without it.")),
            _ => (null, Invalid("This is no cursor that was given to your agency here.")),
        };
    }

    public string Write(AccessLogQuery query, string which, Caller caller, long[] positions) => _cursors.Write(caller, query.Listing(which), positions);

    private static ProblemResult Invalid(string message) => Problems.Invalid("cursor", ErrorCodes.InvalidCursor, message);
}
