using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.AccessLog;

/// <summary>One request as the access log tells it.</summary>
/// <param name="At">When it came.</param>
/// <param name="Agency">Who asked; null: nobody that the hub knows.</param>
/// <param name="Caller">The client, roles, person and purpose.</param>
/// <param name="Route">The endpoint's name, or null where there is none.</param>
/// <param name="What">The kind of question.</param>
/// <param name="Target">The id of the record, agency or other thing of the hub's that it is about, whether or not it exists.</param>
/// <param name="Values">What was asked for, in the clear here and hashed in the log.</param>
/// <param name="Records">What was shown.</param>
/// <param name="Status">The answer's status code.</param>
public readonly record struct AccessEntry(
    DateTimeOffset At,
    AgencyId? Agency,
    Caller Caller,
    string Method,
    string? Route,
    string? What,
    string? Target,
    IReadOnlyList<string> Values,
    IReadOnlyList<(AgencyId Publisher, RecordId Id)> Records,
    int Status);
