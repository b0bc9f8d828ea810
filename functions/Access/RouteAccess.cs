using InfoShare.Access;

namespace InfoShare.Functions.Access;

/// <summary>Who may call a route, said at the route; a route without it is refused to everyone, and fails a test.</summary>
/// <param name="AnyOf">One of these roles is enough; <see cref="Roles.None"/>: any authenticated caller.</param>
/// <param name="Anonymous">No token is asked for.</param>
public sealed record RouteAccess(Roles AnyOf, bool Anonymous = false);

public static class RouteAccessExtensions
{
    /// <summary>Callers with at least one of the roles.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder builder, Roles anyOf)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RouteAccess(anyOf));

    /// <summary>Any authenticated member.</summary>
    public static TBuilder RequireMember<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RouteAccess(Roles.None));

    /// <summary>Anyone, without a token.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RouteAccess(Roles.None, Anonymous: true));

    /// <summary>The caller of this request, established before the endpoint runs.</summary>
    public static Caller GetCaller(this HttpContext context) => context.Features.Get<Caller>() ?? Caller.Anonymous;
}
