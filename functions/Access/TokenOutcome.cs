using InfoShare.Access;
using InfoShare.Agencies;

namespace InfoShare.Functions.Access;

/// <summary>Who a request's token says it is from; a closed set.</summary>
public abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    /// <summary>There is no token.</summary>
    public sealed record None : TokenOutcome
    {
        public static None Instance { get; } = new();
    }

    /// <summary>A member of the hub.</summary>
    public sealed record Member(Caller Caller) : TokenOutcome;

    /// <summary>The token is not taken.</summary>
    /// <param name="Agency">Whom it would speak for, if that is known.</param>
    public sealed record Refused(string Detail, AgencyId? Agency = null) : TokenOutcome;
}
