using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Functions.Records;

/// <summary>Whether a caller may write records of a kind: its agency's kind says which, and a feed writes alerts alone.</summary>
public static class RecordPermission
{
    /// <summary>The 403, or null if it may.</summary>
    public static ProblemResult? Refuse(Caller caller, Agency publisher, RecordKind kind)
    {
        if (!PublishableKinds.Allows(publisher.Kind, kind))
        {
            return Problems.Forbidden(
                $"An agency of kind {Code<AgencyKind>.Of(publisher.Kind)} may not publish records of kind {Code<RecordKind>.Of(kind)} ({ErrorCodes.KindNotAllowed}).");
        }

        return caller.Has(Roles.Publisher) || (caller.Has(Roles.Feed) && kind == RecordKind.Alert)
            ? null
            : Problems.Forbidden($"Your roles do not let you write records of kind {Code<RecordKind>.Of(kind)} ({ErrorCodes.RoleNotAllowed}).");
    }
}
