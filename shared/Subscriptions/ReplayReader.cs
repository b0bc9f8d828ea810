using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Subscriptions;

/// <summary>Reads the body of a range to be delivered again: <c>{from, until?, state?}</c>.</summary>
public static class ReplayReader
{
    /// <summary>The range, or null with at least one error added.</summary>
    public static DeliveryScan? Read(ReadOnlyMemory<byte> utf8, ErrorList errors)
    {
        using var document = StrictJson.Parse(utf8, errors);
        if (document is null || MemberReader.Of(document.RootElement, "", ["from", "until", "state"], errors) is not { } body)
        {
            return null;
        }

        var (from, until) = (body.Instant("from", required: true), body.Instant("until", required: false));
        if (until <= from)
        {
            body.Refuse("until", ErrorCodes.WrongOrder, "'until' is not after 'from'.");
        }

        var state = body.Code<DeliveryState>("state", required: false);
        return errors.Count == 0 ? new(state, from, until, long.MaxValue) : null;
    }
}
