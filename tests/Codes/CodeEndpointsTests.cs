using System.Net;
using System.Text.Json;
using InfoShare.Functions.Codes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace InfoShare.Tests.Codes;

public sealed class CodeEndpointsTests
{
    [Fact]
    public async Task The_Lists_Are_Named_And_Each_Can_Be_Read()
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();
        using var lists = JsonDocument.Parse(await client.GetStringAsync(new Uri("/codes", UriKind.Relative)));
        Assert.NotEqual(0, lists.RootElement.GetProperty("items").GetArrayLength());
        foreach (var list in lists.RootElement.GetProperty("items").EnumerateArray())
        {
            var name = list.GetProperty("name").GetString();
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/codes/{name}", UriKind.Relative)));
            Assert.Equal(name, answer.RootElement.GetProperty("name").GetString());
            Assert.NotEqual(0, answer.RootElement.GetProperty("items").GetArrayLength());
        }

        using var categories = JsonDocument.Parse(await client.GetStringAsync(new Uri("/codes/categories", UriKind.Relative)));
        var first = categories.RootElement.GetProperty("items")[0];
        Assert.Equal("counterfeit", first.GetProperty("code").GetString());
        Assert.Equal("假冒商品", first.GetProperty("labels").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task What_The_Caller_Has_Already_Is_Not_Sent_Again()
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();
        using var first = await client.GetAsync(new Uri("/codes/measures", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/codes/measures");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/codes/rumours", HttpStatusCode.NotFound)]
    [InlineData("/codes/Categories", HttpStatusCode.NotFound)]
    [InlineData("/codes/categories?language=en", HttpStatusCode.BadRequest)]
    public async Task An_Unknown_List_Or_Parameter_Is_Refused(string path, HttpStatusCode expected)
    {
        await using var app = await StartAsync();
        using var client = app.GetTestClient();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapCodes();
        await app.StartAsync();
        return app;
    }
}
