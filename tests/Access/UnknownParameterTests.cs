using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using InfoShare.Access;
using InfoShare.Tests.Hub;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Access;

/// <summary>A parameter that a route does not know is refused at every route: a filter with a slip in its name must not show everything.</summary>
public sealed partial class UnknownParameterTests
{
    [Fact]
    public async Task Every_Route_Refuses_A_Parameter_That_It_Does_Not_Know()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var member = hub.As("cn-customs", Roles.Publisher | Roles.Reader | Roles.Analyst);
        using var feed = hub.As("demo-pay", Roles.Feed);
        using var administrator = hub.As("hub-operator", Roles.Administrator);
        var wrong = new List<string>();
        foreach (var (method, pattern, _) in AccessTables.Routes(hub.Services.GetServices<EndpointDataSource>()))
        {
            var answers = new List<(HttpStatusCode Status, string Body)>();
            foreach (var client in new[] { member, feed, administrator })
            {
                answers.Add(await SendAsync(client, method, Parameter().Replace(pattern, Filled)));
            }

            if (!answers.Exists(IsRefusal) || answers.Exists(answer => !IsRefusal(answer) && answer.Status != HttpStatusCode.Forbidden))
            {
                wrong.Add($"{method} {pattern}: {string.Join(", ", answers.Select(answer => $"{answer.Status} {answer.Body}"))}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsRefusal((HttpStatusCode Status, string Body) answer) =>
        answer.Status == HttpStatusCode.BadRequest && answer.Body.Contains("unknown-parameter", StringComparison.Ordinal);

    /// <summary>A value that the path takes.</summary>
    private static string Filled(Match parameter) => parameter.Value switch
    {
        "{scheme}" => "duns",
        "{value}" => "804735132",
        _ => "none",
    };

    private static async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?no-such-parameter=1");
        if (method is "POST" or "PUT")
        {
            var type = path.EndsWith("/submissions", StringComparison.Ordinal) ? "application/x-ndjson" : "application/json";
            request.Content = new StringContent("{}", Encoding.UTF8, type);
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        }

        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
