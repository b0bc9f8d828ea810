using System.Net;
using System.Text.RegularExpressions;
using InfoShare.Functions.Documents;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Documents;

public sealed partial class DocumentPageTests
{
    [Fact]
    public async Task The_Page_And_All_That_It_Loads_Come_From_The_Hub_Without_A_Token()
    {
        await using var hub = await HubDriver.StartAsync();
        using var client = hub.Anonymous();
        var address = new Uri(hub.Address, DocumentRegistration.PageAddress + "/index.html");
        var page = await client.GetStringAsync(address);
        var sources = Source().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(sources, source => source.EndsWith("swagger-ui-bundle.js", StringComparison.Ordinal));
        foreach (var source in sources)
        {
            var loaded = new Uri(address, source);
            Assert.Equal(hub.Address.Authority, loaded.Authority);
            using var answer = await client.GetAsync(loaded);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_Page_Has_No_Script_Or_Handler_Inside_And_A_Policy_That_Forbids_Them()
    {
        await using var hub = await HubDriver.StartAsync();
        using var client = hub.Anonymous();
        using var answer = await client.GetAsync(new Uri(hub.Address, DocumentRegistration.PageAddress + "/index.html"));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotMatch(Inline(), page);
    }

    [Fact]
    public async Task The_Page_Reads_The_Hubs_Own_Document_And_Asks_No_Validator()
    {
        await using var hub = await HubDriver.StartAsync();
        using var client = hub.Anonymous();
        var script = await client.GetStringAsync(new Uri(hub.Address, DocumentRegistration.PageAddress + "/index.js"));
        Assert.Contains(DocumentRegistration.Address, script, StringComparison.Ordinal);
        Assert.DoesNotContain("\"validatorUrl\":", script, StringComparison.Ordinal);
        Assert.Contains("configObject.validatorUrl = null;", script, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex("<script(?![^>]*src=)[^>]*>|\\son[a-z]+=")]
    private static partial Regex Inline();
}
