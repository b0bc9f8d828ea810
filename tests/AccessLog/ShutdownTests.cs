using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Functions.Hosting;

namespace InfoShare.Tests.AccessLog;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Entries_Of_The_Last_Moment_Are_There_After_A_Restart()
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-restart-");
        await RunAsync(folder.FullName, async client =>
        {
            for (var request = 0; request < 5; request++)
            {
                using var answer = await GetAsync(client, folder.FullName, "agencies", Roles.Administrator);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        });
        await RunAsync(folder.FullName, async client =>
        {
            using var answer = await GetAsync(client, folder.FullName, "access-log", Roles.Auditor);
            var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray();
            Assert.Equal(5, items.Count(item => item!["route"]!.GetValue<string>() == "listAgencies"));
        });
        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(string folder, Func<HttpClient, Task> use)
    {
        await using var app = await HubApp.BuildAsync(new() { DataDirectory = folder, Urls = "http://127.0.0.1:0" }, CancellationToken.None);
        await app.StartAsync();
        using (var client = new HttpClient { BaseAddress = new Uri(new Uri(app.Urls.First()), "/api/v1/") })
        {
            await use(client);
        }

        await app.StopAsync();
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string folder, string path, Roles roles)
    {
        using var key = EmbeddedIssuerKey.Load(Path.Combine(folder, EmbeddedIssuer.KeyFile));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var token = key.CreateToken(AgencyId.HubOperator, roles, TimeSpan.FromMinutes(5), TimeProvider.System.GetUtcNow());
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }
}
