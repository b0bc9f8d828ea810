using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Http;
using InfoShare.Json;

namespace InfoShare.Functions.Access;

/// <summary>Whether a request may go on to its endpoint. In this order: who it is, its allowance, the route's rule, whether what it states is well-formed.</summary>
public sealed partial class AccessGate(Authentication authentication, RateLimits rates, ILogger<AccessGate> log)
{
    /// <summary>What every 401 says in WWW-Authenticate.</summary>
    internal const string Realm = "Bearer realm=\"infoshare\"";

    /// <summary>Null: the caller is established and may go on; else the refusal.</summary>
    public ValueTask<ProblemResult?> AdmitAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        var access = endpoint?.Metadata.GetMetadata<RouteAccess>();
        if (access is { Anonymous: true })
        {
            return ValueTask.FromResult(rates.Take(context.Connection.RemoteIpAddress) is { } wait ? Problems.TooMany(wait, isAnonymous: true) : null);
        }

        var outcome = authentication.AuthenticateAsync(context, context.RequestAborted);
        return outcome.IsCompletedSuccessfully
            ? ValueTask.FromResult(Decide(context, endpoint, access, outcome.Result))
            : DecideAsync(context, endpoint, access, outcome);
    }

    private async ValueTask<ProblemResult?> DecideAsync(HttpContext context, Endpoint? endpoint, RouteAccess? access, ValueTask<TokenOutcome> outcome)
    {
        try
        {
            return Decide(context, endpoint, access, await outcome);
        }
        catch (IssuerUnavailableException exception)
        {
            LogIssuer(log, exception);
            return Problems.Unavailable("The keys of the token's issuer cannot be read just now.", FetchedKeys.RetryInterval);
        }
    }

    private ProblemResult? Decide(HttpContext context, Endpoint? endpoint, RouteAccess? access, TokenOutcome outcome)
    {
        if (outcome is not TokenOutcome.Member member)
        {
            return Unauthorised(context, outcome as TokenOutcome.Refused);
        }

        context.Features.Set(member.Caller);
        if (rates.Take(member.Caller.Agency) is { } wait)
        {
            return Problems.TooMany(wait, isAnonymous: false);
        }

        var errors = new ErrorList();
        context.Features.Set(RequestStatement.Read(context.Request.Headers, member.Caller, errors));

        // Neither a path without an endpoint nor routing's own 405 and 415 has a rule; a member may be told so.
        if (endpoint is RouteEndpoint && Forbid(context, endpoint, access, member.Caller) is { } refusal)
        {
            return refusal;
        }

        return endpoint is null ? Problems.NotFound() : errors.Count > 0 ? Problems.Invalid(errors) : null;
    }

    private ProblemResult? Forbid(HttpContext context, Endpoint endpoint, RouteAccess? access, Caller caller)
    {
        if (access is null)
        {
            LogNoRule(log, endpoint.DisplayName);
            return Problems.Forbidden("Nobody may call this.");
        }

        if (access.AnyOf == Roles.None || caller.Has(access.AnyOf))
        {
            return null;
        }

        context.Response.Headers.WWWAuthenticate = Realm + ", error=\"insufficient_scope\"";
        return Problems.Forbidden($"This needs one of the roles {string.Join(", ", RoleCodes.Of(access.AnyOf))}.");
    }

    private ProblemResult Unauthorised(HttpContext context, TokenOutcome.Refused? refused)
    {
        if (rates.Take(context.Connection.RemoteIpAddress) is { } wait)
        {
            return Problems.TooMany(wait, isAnonymous: true);
        }

        if (refused is null)
        {
            context.Response.Headers.WWWAuthenticate = Realm;
            return Problems.Unauthorized("Send a bearer token.");
        }

        context.Response.Headers.WWWAuthenticate = $"{Realm}, error=\"invalid_token\", error_description=\"{refused.Detail}\"";
        context.Features.Set(new RefusedAgency(refused.Agency));
        return Problems.Unauthorized(refused.Detail);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The route {Route} has no access rule and is refused to everybody.")]
    private static partial void LogNoRule(ILogger log, string? route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token could not be judged.")]
    private static partial void LogIssuer(ILogger log, Exception exception);
}

/// <summary>The agency for which a refused token would have spoken, for the access log.</summary>
public sealed record RefusedAgency(AgencyId? Agency);
