using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Hosting;
using InfoShare.Json;
using InfoShare.Tests.Docs;
using InfoShare.Tests.Hub;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Access;

/// <summary>
/// Every route of the running program, every role: the rule at the route, the table in docs/access.md, and what really happens over HTTP are
/// the same. A new route without a row, or a rule that changed without its row, fails.
/// </summary>
public sealed partial class EndpointMatrixTests : IAsyncLifetime
{
    private const string RouteHead = "| route |";

    private HubDriver _hub = null!;

    /// <summary>Whom to be in a role that not every agency can hold.</summary>
    private static readonly Dictionary<Roles, string> Holders = new()
    {
        [Roles.Feed] = "demo-pay",
        [Roles.Administrator] = "hub-operator",
    };

    public async Task InitializeAsync() => _hub = await HubDriver.StartWithAgenciesAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Every_Endpoint_Has_A_Rule_Under_Either_Host()
    {
        Assert.All(AccessTables.Routes(_hub.Services.GetServices<EndpointDataSource>()), route => Assert.NotNull(route.Access));
        var folder = Directory.CreateTempSubdirectory("infoshare-matrix-");
        await using (var app = await HubApp.BuildAsync(new() { DataDirectory = folder.FullName, CustomHandlerPort = 1 }, CancellationToken.None))
        {
            var routes = AccessTables.Routes(((IEndpointRouteBuilder)app).DataSources);
            Assert.Contains(routes, route => route is ("POST", "/sequence", _));
            Assert.All(routes, route => Assert.NotNull(route.Access));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_Rules_Are_As_Documented()
    {
        var actual = AccessTables.RouteRows(AccessTables.Routes(_hub.Services.GetServices<EndpointDataSource>())).ToList();
        var documented = AccessTables.Documented(Repository.Read("docs/access.md"), RouteHead);
        Assert.True(actual.SequenceEqual(documented), $"docs/access.md differs from the rules at the routes. They are:\n{string.Join('\n', actual)}");
    }

    [Fact]
    public void What_A_Kind_Of_Agency_May_Hold_And_Publish_Is_As_Documented()
    {
        var actual = AccessTables.KindRows().ToList();
        var documented = AccessTables.Documented(Repository.Read("docs/access.md"), "| kind |");
        Assert.True(actual.SequenceEqual(documented), $"docs/access.md differs from the program:\n{string.Join('\n', actual)}");
    }

    [Fact]
    public async Task Every_Role_Alone_Gets_Through_Where_The_Document_Says_So_And_Nowhere_Else()
    {
        var wrong = new List<string>();
        var rows = AccessTables.Documented(Repository.Read("docs/access.md"), RouteHead);
        Assert.NotEmpty(rows);
        using var nobody = _hub.Anonymous();
        var clients = Enum.GetValues<Roles>().Select(role => _hub.As(Holders.GetValueOrDefault(role, "cn-customs"), role)).ToList();
        foreach (var cells in rows.Select(row => row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            Assert.Equal(clients.Count + 2, cells.Length);
            var (method, pattern) = cells[0].Trim('`').Split(' ') is [var first, var second] ? (first, second) : throw new FormatException(cells[0]);
            var path = Parameter().Replace(pattern, "none");
            await CheckAsync(nobody, method, path, cells[1] == "yes" ? null : HttpStatusCode.Unauthorized, "no token", wrong);
            for (var role = 0; role < clients.Count; role++)
            {
                var expected = cells[role + 2] == "yes" ? (HttpStatusCode?)null : HttpStatusCode.Forbidden;
                await CheckAsync(clients[role], method, path, expected, Enum.GetValues<Roles>()[role].ToString(), wrong);
            }
        }

        clients.ForEach(client => client.Dispose());
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_Kind_Of_Agency_Is_Given_Its_Documented_Roles_And_Kinds_Whatever_Its_Token_Says()
    {
        foreach (var kind in Enum.GetValues<AgencyKind>())
        {
            var id = kind == AgencyKind.Operator ? "hub-operator" : $"xx-{Code<AgencyKind>.Of(kind)}";
            if (kind != AgencyKind.Operator)
            {
                await _hub.RegisterAsync(id, kind, "DE", Membership.Partner);
            }

            using var client = _hub.As(id, Enum.GetValues<Roles>().Aggregate((all, role) => all | role));
            using var answer = await client.GetAsync("me");
            var me = await HubDriver.ReadAsync(answer);
            var row = $"| `{Code<AgencyKind>.Of(kind)}` | {Listed(me["roles"]!)} | {Listed(me["publishes"]!)} |";
            Assert.Contains(row, Repository.Read("docs/access.md"), StringComparison.Ordinal);
        }
    }

    private static string Listed(JsonNode codes) => string.Join(", ", codes.AsArray().Select(code => code!.GetValue<string>()).DefaultIfEmpty("–"));

    /// <param name="refusal">The only answer that is right; null: any but the two refusals.</param>
    private static async Task CheckAsync(HttpClient client, string method, string path, HttpStatusCode? refusal, string who, List<string> wrong)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);
        var status = answer.StatusCode;
        var isRight = refusal is null ? status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)status < 500 : status == refusal;
        if (!isRight || (refusal is not null && answer.Content.Headers.ContentType?.MediaType != "application/problem+json"))
        {
            wrong.Add($"{method} {path} as {who}: {status}, expected {refusal?.ToString() ?? "to get through"}");
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
