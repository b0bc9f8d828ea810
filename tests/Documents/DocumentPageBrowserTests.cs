using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using InfoShare.Functions.Documents;
using InfoShare.Tests.Hub;
using Microsoft.Playwright;

namespace InfoShare.Tests.Documents;

/// <summary>The page of the API as a person uses it, in a real browser that can reach the hub alone.</summary>
public sealed class DocumentPageBrowserTests
{
    private const string Registration = "DE:HRB999077";

    private static readonly BrowserTypeLaunchOptions Chromium = new()
    {
        ExecutablePath = ChromiumFactAttribute.Path,
        Args =
        [
            "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
            "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--no-proxy-server",
        ],
        Timeout = 60_000,
    };

    [ChromiumFact]
    public async Task A_Visitor_Sees_The_Operations_Opens_One_And_Gets_Its_Answer()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        await hub.PublishAsync("de-market", "sanctions", Invented.Sanction("seen", """{"tlp":"CLEAR"}""", $$"""[{"scheme":"registration","value":"{{Registration}}"}]"""));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Chromium);
        var page = await browser.NewPageAsync();
        var complaints = new ConcurrentQueue<string>();
        page.Console += (_, message) => Note(complaints, message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(complaints, true, error);
        page.Request += (_, request) => Note(complaints, !IsLocal(hub, request.Url), $"asks elsewhere: {request.Url}");

        await page.GotoAsync(new Uri(hub.Address, DocumentRegistration.PageAddress).ToString());
        await page.Locator(".opblock").First.WaitForAsync();
        Assert.Equal(CountOperations(), await page.Locator(".opblock").CountAsync());

        var operation = page.Locator("#operations-Public-getPublicMerchant");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await operation.GetByPlaceholder("scheme").FillAsync("registration");
        await operation.GetByPlaceholder("value").FillAsync(Registration);
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        var answer = operation.Locator(".live-responses-table");
        await answer.WaitForAsync();

        Assert.Equal("200", (await answer.Locator(".response-col_status").Last.InnerTextAsync()).Trim());
        Assert.Contains("Nordlicht Handels GmbH", await answer.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    private static int CountOperations() => JsonNode.Parse(Docs.Repository.Read("docs/openapi/v1.json"))!["paths"]!.AsObject()
        .Sum(path => path.Value!.AsObject().Count(member => member.Key is "get" or "put" or "post" or "delete"));

    private static bool IsLocal(HubDriver hub, string address) =>
        address.StartsWith(hub.Address.ToString(), StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal);

    private static void Note(ConcurrentQueue<string> complaints, bool isOne, string what)
    {
        if (isOne)
        {
            complaints.Enqueue(what);
        }
    }
}
