using System.Net;
using System.Net.Http.Headers;
using System.Text;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Access;

namespace InfoShare.Tests.Agencies;

public sealed class AgencyEndpointsTests
{
    private const string Bank = """{"name":"Bank","kind":"payment-institution","jurisdiction":"DE","groups":["op-lantern"]}""";

    [Fact]
    public async Task An_Agency_Is_Created_And_Then_Changed_Only_With_Its_ETag()
    {
        await using var app = await AccessApp.StartAsync();
        var created = await PutAsync(app, "de-bank", Bank, null);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("\"1\"", created.Headers.ETag!.ToString());
        Assert.Equal((HttpStatusCode)428, (await PutAsync(app, "de-bank", Bank, null)).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await PutAsync(app, "de-bank", Bank, "\"7\"")).StatusCode);
        var changed = await PutAsync(app, "de-bank", Bank, "\"1\"");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal("\"2\"", changed.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Everything_That_Is_Wrong_Is_Told_At_Once()
    {
        await using var app = await AccessApp.StartAsync();
        const string Wrong = """{"kind":"bank","jurisdiction":"XX","groups":["A"],"timeZone":"Mars/Olympus","clients":[{"issuer":"i","roles":["king"]}],"more":1}""";
        var answer = await PutAsync(app, "de-bank", Wrong, null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync();
        foreach (var pointer in new[] { "/name", "/kind", "/jurisdiction", "/groups/0", "/timeZone", "/clients/0", "/clients/0/roles/0", "/more" })
        {
            Assert.Contains($"\"pointer\":\"{pointer}\"", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Members_Do_Not_Learn_The_Groups_Of_Others_And_Do_Not_Write()
    {
        await using var app = await AccessApp.StartAsync();
        await PutAsync(app, "de-bank", Bank, null);
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        var reader = app.Token("de-bvl", Roles.Reader);
        foreach (var path in new[] { "/api/v1/agencies", "/api/v1/agencies/de-bank" })
        {
            var text = await (await app.GetAsync(path, reader)).Content.ReadAsStringAsync();
            Assert.Contains("de-bank", text, StringComparison.Ordinal);
            Assert.DoesNotContain("op-lantern", text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(app, "de-other", Bank, null, reader)).StatusCode);
        Assert.Contains("\"publishes\":[]", await (await app.GetAsync("/api/v1/me", reader)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_See_That_An_Agency_Is_Suspended_As_Labels_May_Name_It()
    {
        await using var app = await AccessApp.StartAsync();
        await app.RegisterAsync("de-gone", AgencyKind.Customs, AgencyStatus.Suspended);
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        var reader = app.Token("de-bvl", Roles.Reader);
        foreach (var path in new[] { "/api/v1/agencies", "/api/v1/agencies/de-gone" })
        {
            var answer = await app.GetAsync(path, reader);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Matches("\"id\":\"de-gone\"[^}]*\"status\":\"suspended\"", text);
        }
    }

    private static async Task<HttpResponseMessage> PutAsync(AccessApp app, string id, string body, string? ifMatch, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/agencies/{id}", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? app.Token("hub-operator", Roles.Administrator));
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await app.Client.SendAsync(request);
    }
}
