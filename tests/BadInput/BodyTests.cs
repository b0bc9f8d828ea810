using System.Net;
using System.Text;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.BadInput;

/// <summary>Bodies and headers that no route takes, at every route that takes a body: a problem document each, and nothing stored.</summary>
public sealed class BodyTests
{
    [Fact]
    public async Task No_Bad_Body_Is_Taken_And_Each_Is_Told_What_Is_Wrong_And_Where()
    {
        var (hub, routes) = await WritingRoutes.StartAsync();
        await using var running = hub;
        using var sending = routes;
        var wrong = new List<string>();
        foreach (var route in routes.All())
        {
            foreach (var (what, body, status) in BadBodies.Of(route.Valid))
            {
                using var request = route.Request(body);
                using var response = await route.Client.SendAsync(request);
                await NoteAsync(wrong, $"{route}: {what}", response, status);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await AssertNothingStoredAsync(hub);
    }

    [Fact]
    public async Task No_Other_Media_Type_Encoding_Or_Precondition_Is_Taken()
    {
        var (hub, routes) = await WritingRoutes.StartAsync();
        await using var running = hub;
        using var sending = routes;
        var wrong = new List<string>();
        foreach (var route in routes.All())
        {
            foreach (var type in new[] { null, "text/plain", "text/csv", "application/x-ndjson", "application/json; charset=utf-16", "application/problem+json", "json", "application/json, text/plain", ";", "*/*" })
            {
                await SendAsync(wrong, route, $"Content-Type {type}", 415, request =>
                {
                    request.Content!.Headers.ContentType = null;
                    if (type is not null)
                    {
                        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                    }
                });
            }

            foreach (var encoding in new[] { "gzip", "br", "identity, gzip", "x" })
            {
                await SendAsync(wrong, route, $"Content-Encoding {encoding}", 415, request => request.Content!.Headers.TryAddWithoutValidation("Content-Encoding", encoding));
            }

            if (route.NeedsIfMatch)
            {
                await SendAsync(wrong, route, "no If-Match", 428, request => request.Headers.Remove("If-Match"));
                foreach (var tag in new[] { "1", "W/\"1\"", "*", "\"1\", \"2\"", "\"\"", "\"-1\"", "\"01\"", "\"99999999999999\"", "\"1\"\"", "" })
                {
                    await SendAsync(wrong, route, $"If-Match {tag}", 400, request =>
                    {
                        request.Headers.Remove("If-Match");
                        request.Headers.TryAddWithoutValidation("If-Match", tag);
                    });
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await AssertNothingStoredAsync(hub);
    }

    [Fact]
    public async Task A_Body_Over_The_Limit_Is_413_With_Its_Length_And_In_Chunks()
    {
        var (hub, routes) = await WritingRoutes.StartAsync();
        await using var running = hub;
        using var sending = routes;
        var wrong = new List<string>();
        foreach (var route in routes.All())
        {
            foreach (var chunked in new[] { false, true })
            {
                using var request = route.Request(Encoding.UTF8.GetBytes(route.Valid + new string(' ', 3 * 1024 * 1024)));
                request.Headers.TransferEncodingChunked = chunked;
                request.Headers.ExpectContinue = true;
                using var response = await route.Client.SendAsync(request);
                await NoteAsync(wrong, $"{route}, chunked: {chunked}", response, 413);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_Byte_Order_Mark_Is_Passed_Over()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("cn-customs", InfoShare.Access.Roles.Publisher);
        var record = Invented.Sanction("marked").ToJsonString();
        foreach (var (body, status) in new[] { ($"\ufeff{record}", HttpStatusCode.Created), (record, HttpStatusCode.OK) })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(new Uri("sanctions", UriKind.Relative), content);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task Preferences_That_Mean_Nothing_Are_Passed_Over()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("cn-customs", InfoShare.Access.Roles.Publisher);
        var number = 0;
        foreach (var prefer in new[] { "wait", "wait=", "wait=-1", "wait=x", "wait=99999999999", ",,,", "wait=\"0\"", "return=minimal, wait=0" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "sanctions") { Content = HubDriver.Json(Invented.Sanction($"prefer-{++number}")) };
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
            using var response = await client.SendAsync(request);
            Assert.Equal((prefer, HttpStatusCode.Created), (prefer, response.StatusCode));
        }
    }

    private static async Task SendAsync(List<string> wrong, WritingRoutes.Route route, string what, int status, Action<HttpRequestMessage> spoil)
    {
        using var request = route.Request();
        spoil(request);
        using var response = await route.Client.SendAsync(request);
        await NoteAsync(wrong, $"{route}: {what}", response, status);
    }

    private static async Task NoteAsync(List<string> wrong, string what, HttpResponseMessage response, int status)
    {
        var problem = (int)response.StatusCode == status ? await ProblemCheck.OfAsync(response) : $"{(int)response.StatusCode} instead of {status}: {await response.Content.ReadAsStringAsync()}";
        if (problem is not null)
        {
            wrong.Add($"{what}: {problem}");
        }
    }

    /// <summary>The one record that was there, unchanged, and no agency.</summary>
    private static async Task AssertNothingStoredAsync(HubDriver hub)
    {
        using var reader = hub.As("cn-customs", InfoShare.Access.Roles.Publisher);
        using var list = await reader.GetAsync(new Uri("records?publisher=me", UriKind.Relative));
        var record = Assert.Single((await HubDriver.ReadAsync(list))["items"]!.AsArray());
        Assert.Equal(1, record!["version"]!.GetValue<int>());
        using var alerts = hub.As("demo-pay", InfoShare.Access.Roles.Feed);
        using var none = await alerts.GetAsync(new Uri("records?publisher=me", UriKind.Relative));
        Assert.Empty((await HubDriver.ReadAsync(none))["items"]!.AsArray());
        using var agency = await reader.GetAsync(new Uri("agencies/xx-agency", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, agency.StatusCode);
    }
}
