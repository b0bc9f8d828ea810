using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Access;
using InfoShare.Json;
using Microsoft.AspNetCore.Routing;

namespace InfoShare.Tests.Access;

/// <summary>The tables of docs/access.md as the program means them.</summary>
internal static class AccessTables
{
    private static readonly Roles[] Each = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None)];

    /// <summary>Every route and method of the running program with its rule, in the order of the address.</summary>
    public static IReadOnlyList<(string Method, string Pattern, RouteAccess? Access)> Routes(IEnumerable<EndpointDataSource> sources) =>
    [
        .. sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method =>
                (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), endpoint.Metadata.GetMetadata<RouteAccess>())))
            .Distinct()
            .OrderBy(route => route.Item2, StringComparer.Ordinal)
            .ThenBy(route => route.method, StringComparer.Ordinal),
    ];

    public static IEnumerable<string> RouteRows(IEnumerable<(string Method, string Pattern, RouteAccess? Access)> routes) =>
        routes.Select(route => $"| `{route.Method} {route.Pattern}` | {string.Join(" | ", Columns(route.Access))} |");

    public static IEnumerable<string> KindRows() => Enum.GetValues<AgencyKind>().Select(kind =>
        $"| `{Code<AgencyKind>.Of(kind)}` | {Listed(RoleCodes.Of(GrantableRoles.Of(kind)))} | {Listed(PublishableKinds.Of(kind).Select(Code<InfoShare.Records.RecordKind>.Of))} |");

    /// <summary>The rows of the document's table whose head begins so.</summary>
    public static List<string> Documented(string document, string head)
    {
        var lines = document.Split('\n');
        var start = Array.FindIndex(lines, line => line.StartsWith(head, StringComparison.Ordinal));
        Assert.True(start >= 0, $"docs/access.md has no table that begins with '{head}'.");
        return [.. lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|'))];
    }

    /// <summary>No token, no role, and each role alone.</summary>
    private static IEnumerable<string> Columns(RouteAccess? access) =>
        new[] { access is { Anonymous: true }, access is { AnyOf: Roles.None } }
            .Concat(Each.Select(role => access is not null && (access.AnyOf == Roles.None || access.AnyOf.HasFlag(role))))
            .Select(may => may ? "yes" : "–");

    private static string Listed(IEnumerable<string> codes) => string.Join(", ", codes.DefaultIfEmpty("–"));
}
