using System.Net;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Access;

public sealed class EmbeddedTokenTests
{
    [Fact]
    public async Task Without_The_Embedded_Issuer_There_Is_No_Key_And_Its_Tokens_Are_Refused()
    {
        await using var other = await HubDriver.StartAsync();
        await using var hub = await HubDriver.StartAsync(new Dictionary<string, string?> { ["Access:EmbeddedIssuer"] = "false" });
        var key = Path.Combine(hub.DataDirectory, EmbeddedIssuer.KeyFile);
        Assert.False(File.Exists(key));
        File.Copy(Path.Combine(other.DataDirectory, EmbeddedIssuer.KeyFile), key);
        using var client = hub.As("hub-operator", Roles.Administrator);
        using var answer = await client.GetAsync("me");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_Operator_Is_There_From_The_First_Start_And_Holds_What_Its_Kind_Allows()
    {
        await using var app = await AccessApp.StartAsync();
        var answer = await app.GetAsync("/api/v1/member", app.Token("hub-operator", Roles.Administrator | Roles.Reader));
        Assert.Equal("hub-operator|administrator|||", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_Role_That_The_Kind_May_Not_Hold_Has_No_Effect()
    {
        await using var app = await AccessApp.StartAsync();
        await app.RegisterAsync("de-bank", AgencyKind.PaymentInstitution);
        var answer = await app.GetAsync("/api/v1/member", app.Token("de-bank", Roles.Publisher | Roles.Feed | Roles.Administrator));
        Assert.Equal("de-bank|feed|||", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_Suspension_Takes_Effect_At_Once_And_So_Does_Its_End()
    {
        await using var app = await AccessApp.StartAsync();
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        var token = app.Token("de-bvl", Roles.Reader);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/v1/reader", token)).StatusCode);
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator, AgencyStatus.Suspended);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync("/api/v1/reader", token)).StatusCode);
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/v1/reader", token)).StatusCode);
    }

    [Fact]
    public async Task An_Agency_That_Is_Not_Registered_Is_Refused()
    {
        await using var app = await AccessApp.StartAsync();
        var answer = await app.GetAsync("/api/v1/member", app.Token("de-nobody", Roles.Reader));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Routes_Are_Refused_By_Their_Rules()
    {
        await using var app = await AccessApp.StartAsync();
        await app.RegisterAsync("de-bvl", AgencyKind.MarketRegulator);
        var publisher = app.Token("de-bvl", Roles.Publisher);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync("/api/v1/reader", publisher)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.GetAsync("/api/v1/forgotten", publisher)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/api/v1/nowhere", publisher)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync("/api/v1/nowhere", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.GetAsync("/api/v1/forgotten", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/health/live", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/api/v1/public/ping", null)).StatusCode);
    }

    [Fact]
    public async Task The_Key_File_Is_Its_Owners_Alone()
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-key-").FullName;
        var path = Path.Combine(folder, EmbeddedIssuer.KeyFile);
        using var first = await Task.Run(() => EmbeddedIssuerKey.LoadOrCreate(path));
        using var second = EmbeddedIssuerKey.LoadOrCreate(path);
        Assert.Equal(first.KeyId, second.KeyId);
        Assert.Single(Directory.GetFiles(folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Directory.Delete(folder, recursive: true);
    }
}
