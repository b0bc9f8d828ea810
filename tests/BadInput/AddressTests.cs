using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.BadInput;

/// <summary>Addresses, parameters and methods that the hub does not know.</summary>
public class AddressTests
{
    /// <summary>Of the hub that is asked: the embedded store, unless a subclass has another.</summary>
    private protected virtual Task<Dictionary<string, string?>> SettingsAsync() => Task.FromResult(new Dictionary<string, string?>());

    private static readonly string[] Readings =
    [
        "me", "records", "records/{id}", "records/{id}/history", "merchants?name=x", "merchants/vat/DE136695976", "merchants/record/{id}",
        "public/merchants/vat/DE136695976", "submissions", "agencies", "agencies/cn-customs", "codes", "codes/categories", "access-log",
    ];

    [StoreFact]
    public async Task Unknown_And_Repeated_Parameters_Are_Refused_Everywhere()
    {
        var (hub, id) = await StartAsync();
        await using var running = hub;
        using var client = hub.As("cn-market", Roles.Reader | Roles.Publisher | Roles.Auditor);
        foreach (var reading in Readings.Select(reading => reading.Replace("{id}", id, StringComparison.Ordinal)))
        {
            var join = reading.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            using var unknown = await client.GetAsync(new Uri($"{reading}{join}no-such-parameter=1", UriKind.Relative));
            Assert.Equal((reading, 400), (reading, (int)unknown.StatusCode));
            Assert.Null(await ProblemCheck.OfAsync(unknown));
        }

        foreach (var query in new[]
        {
            "records?limit=1&limit=2", "records?limit=0", "records?limit=501", "records?limit=-1", "records?limit=1e2", "records?limit=", "records?limit=99999999999999999999",
            "records?cursor=x", "records?cursor=%00", "records?kind=sanctions", "records?status=ACTIVE", "records?publisher=Me", "records?publisher=a%2Fb",
            "records?publisherJurisdiction=de", "records?merchantCountry=DEU", "records?decidedFrom=2026-02-30", "records?decidedTo=today", "records?updatedAfter=2026-01-01",
            "records?updatedAfter=2026-01-01T00:00:00+01:00", "records?Limit=1", "records?reference=", "merchants?name=", "merchants?name=%20.%20", "merchants",
            "merchants?name=x&limit=101", "merchants/vat/DE136695976?bodies=1", $"records/{id}?version=0", $"records/{id}?version=-1", $"records/{id}?version=1.0",
            $"records/{id}?version=1&version=1", "merchants/nope/1", "merchants/vat/DE1", "merchants/vat/%EF%BC%A4", "merchants/lei/x", "public/merchants/vat/x", "records?&&&x",
        })
        {
            using var refused = await client.GetAsync(new Uri(query, UriKind.Relative));
            Assert.Equal((query, 400), (query, (int)refused.StatusCode));
            Assert.Null(await ProblemCheck.OfAsync(refused));
        }
    }

    [StoreFact]
    public async Task No_Path_However_Odd_Is_A_Fault_Or_Shows_Anything()
    {
        var (hub, id) = await StartAsync();
        await using var running = hub;
        using var client = hub.As("cn-market", Roles.Reader | Roles.Publisher);
        foreach (var path in new[]
        {
            "records/x", "records/%2e%2e%2frecords", $"records%2f{id}", $"records/{id}%2fhistory", $"records/{id}/nope", $"records/{id.ToUpperInvariant()}", $"records/{id}%20",
            $"records/{new string('a', 4000)}", "records/%F0%9F%92%A9", "records/%ff%fe", "records/%", "records/%zz", "records/sanction_zz", "records/..;/", "nope", "nope/",
            "submissions/x", "submissions/..%2f..", "agencies/%2e%2e%2f", "codes/nope", "merchants/record/x", "merchants/record/%c0%af", "submissions/0000000000000000",
            $"records/{id}/retract/x", "../v2/records", "../../api/v1/nope", "/", "/nope", "/api", "/api/", "/api/v2/records", "/admin/functions", "/sequence", "/sweep",
        })
        {
            using var response = await client.GetAsync(new Uri(hub.Address + "api/v1/" + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            Assert.True((int)response.StatusCode is >= 400 and < 500, $"{path}: {response.StatusCode}");
            Assert.True(await ProblemCheck.OfAsync(response) is null, $"{path}: {await ProblemCheck.OfAsync(response)}");
        }

        using var outside = new HttpClient { BaseAddress = hub.Address };
        foreach (var path in new[] { "/", "/nope", "/sequence", "/health", "/metrics" })
        {
            using var response = await outside.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((path, 404, null), (path, (int)response.StatusCode, await ProblemCheck.OfAsync(response)));
        }
    }

    [StoreFact]
    public async Task Wrong_Methods_Are_405_And_Say_What_The_Route_Takes()
    {
        var (hub, id) = await StartAsync();
        await using var running = hub;
        using var client = hub.As("cn-customs", Roles.Reader | Roles.Publisher);
        foreach (var (method, path) in new[]
        {
            ("GET", "sanctions"), ("DELETE", "sanctions"), ("PATCH", $"records/{id}"), ("POST", $"records/{id}"), ("DELETE", $"records/{id}"), ("PUT", "records"),
            ("POST", "records"), ("GET", $"records/{id}/retract"), ("POST", "merchants"), ("PUT", "submissions"), ("POST", "me"), ("OPTIONS", "records"),
            ("TRACE", "records"), ("PROPFIND", "records"), ("DELETE", "agencies/cn-customs"), ("POST", "../../health/live"), ("DELETE", "health/ready"),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await client.SendAsync(request);
            Assert.Equal((method, path, 405), (method, path, (int)response.StatusCode));
            Assert.NotEmpty(response.Content.Headers.Allow);
            Assert.Null(await ProblemCheck.OfAsync(response));
        }

        using var head = new HttpRequestMessage(HttpMethod.Head, $"records/{id}");
        using var answer = await client.SendAsync(head);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotNull(answer.Headers.ETag);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [StoreTheory]
    [InlineData("merchants?name=%ff", "name")]
    [InlineData("merchants?name=abc%C3%28&limit=5", "name")]
    [InlineData("records?publisher=%e4", "publisher")]
    public async Task Escaped_Bytes_That_Are_No_Text_Are_Refused_By_Name(string path, string parameter)
    {
        var (hub, _) = await StartAsync();
        await using var running = hub;
        using var client = hub.As("cn-customs", Roles.Reader);
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Contains(problem["errors"]!.AsArray(), error => error!["code"]!.GetValue<string>() == "invalid-utf8" && error.ToJsonString().Contains(parameter, StringComparison.Ordinal));
    }

    [StoreFact]
    public async Task Bad_Statements_And_Tokens_Are_Told_In_Problem_Documents()
    {
        var (hub, _) = await StartAsync();
        await using var running = hub;
        var token = hub.Token("cn-market", Roles.Reader);
        foreach (var (name, value, status) in new[]
        {
            ("InfoShare-Purpose", "", 400), ("InfoShare-Purpose", "a b", 400), ("InfoShare-Purpose", "x; case=1", 400), ("InfoShare-Purpose", new string('x', 5000), 400),
            ("InfoShare-On-Behalf-Of", "", 400), ("InfoShare-On-Behalf-Of", new string('x', 101), 400),
            ("Authorization", "Bearer", 401), ("Authorization", "Basic eDp4", 401), ("Authorization", $"Bearer {token}x", 401), ("Authorization", $"Bearer {token[..^9]}", 401),
            ("Authorization", "Bearer a.b.c", 401), ("Authorization", "Bearer ..", 401), ("Authorization", $"Bearer {new string('a', 20_000)}", 401), ("Authorization", $"Bearer {token}, Bearer {token}", 401),
        })
        {
            using var client = hub.Anonymous();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            client.DefaultRequestHeaders.Remove(name);
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
            using var response = await client.GetAsync(new Uri("me", UriKind.Relative));
            Assert.Equal((name, value, status), (name, value, (int)response.StatusCode));
            Assert.Null(await ProblemCheck.OfAsync(response));
        }
    }

    private async Task<(HubDriver Hub, string Id)> StartAsync()
    {
        var hub = await HubDriver.StartWithAgenciesAsync(new Dictionary<string, string?>(await SettingsAsync()) { ["Access:Rates:AnonymousBurst"] = "100000" });
        return (hub, await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("addressed")));
    }
}
