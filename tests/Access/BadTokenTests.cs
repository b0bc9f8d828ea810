using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Access;

/// <summary>Every kind of bad token, over HTTP: 401 with WWW-Authenticate and a problem document.</summary>
public sealed class BadTokenTests : IAsyncLifetime
{
    private HubDriver _hub = null!;
    private EmbeddedForge _forge = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync();
        _forge = new(_hub);
    }

    public async Task DisposeAsync()
    {
        _forge.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task No_Bad_Token_Is_Taken_And_Each_Is_Told_So()
    {
        using var client = _hub.Anonymous();
        using var good = await SendAsync(client, $"Bearer {_forge.Good()}");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        foreach (var (name, make) in _forge.Bad)
        {
            var token = make();
            using var answer = await SendAsync(client, $"Bearer {token}");
            await AssertRefusedAsync(answer, name, "invalid_token");
            Assert.False(token.Length > 20 && (await answer.Content.ReadAsStringAsync()).Contains(token, StringComparison.Ordinal), name);
        }
    }

    [Theory]
    [InlineData("Basic Y24tY3VzdG9tczpzZWNyZXQ=")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Negotiate AAAA")]
    public async Task What_Is_No_Bearer_Token_Is_Refused(string authorization)
    {
        using var client = _hub.Anonymous();
        using var answer = await SendAsync(client, authorization);
        await AssertRefusedAsync(answer, authorization, "invalid_token");
    }

    [Fact]
    public async Task Without_A_Token_The_Scheme_Is_Named_And_No_Error()
    {
        using var client = _hub.Anonymous();
        using var answer = await client.GetAsync("me");
        await AssertRefusedAsync(answer, "missing", null);
    }

    [Fact]
    public async Task Two_Authorization_Headers_Are_Refused_Though_Each_Would_Be_Good()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_hub.Address.Host, _hub.Address.Port);
        await using var stream = socket.GetStream();
        var header = $"Authorization: Bearer {_forge.Good()}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/v1/me HTTP/1.1\r\nHost: {_hub.Address.Authority}\r\nConnection: close\r\n{header}{header}\r\n"));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Bearer", answer, StringComparison.Ordinal);
        Assert.Contains("urn:infoshare:problem:unauthorized", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_That_Are_Not_Granted_Open_Nothing()
    {
        using var client = _hub.Anonymous();
        using var answer = await SendAsync(client, $"Bearer {_forge.Make(_ => { }, claims => claims["roles"] = "administrator")}", "metrics");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("insufficient_scope", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var unknown = await SendAsync(client, $"Bearer {_forge.Make(_ => { }, claims => claims["roles"] = "emperor")}", "merchants?name=nordlicht");
        Assert.Equal(HttpStatusCode.Forbidden, unknown.StatusCode);
    }

    [Fact]
    public async Task A_Verified_Token_Is_Refused_Once_Its_Agency_Is_Suspended_Over_Http()
    {
        using var client = _hub.As("de-market", Roles.Reader);
        using var before = await client.GetAsync("me");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using var administrator = _hub.As("hub-operator", Roles.Administrator);
        using var put = new HttpRequestMessage(HttpMethod.Put, "agencies/de-market")
        {
            Content = new StringContent(
                """{"name":"de-market","kind":"market-regulator","jurisdiction":"DE","groups":[],"status":"suspended"}""", Encoding.UTF8, "application/json"),
        };
        put.Headers.IfMatch.Add(new EntityTagHeaderValue("\"1\""));
        using var suspended = await administrator.SendAsync(put);
        Assert.Equal(HttpStatusCode.OK, suspended.StatusCode);
        using var after = await client.GetAsync("me");
        await AssertRefusedAsync(after, "suspended", "invalid_token");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string authorization, string path = "me")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        return await client.SendAsync(request);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, string name, string? error)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{name}: {answer.StatusCode}");
        var challenge = answer.Headers.WwwAuthenticate.ToString();
        Assert.StartsWith("Bearer realm=\"infoshare\"", challenge, StringComparison.Ordinal);
        Assert.Equal(error is not null, challenge.Contains("error=", StringComparison.Ordinal));
        Assert.Contains(error ?? "", challenge, StringComparison.Ordinal);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:infoshare:problem:unauthorized", (await HubDriver.ReadAsync(answer))["type"]!.GetValue<string>());
    }
}
