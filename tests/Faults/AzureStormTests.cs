using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using InfoShare.Access;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Kill;
using InfoShare.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Faults;

/// <summary>A hub at work while one in six of all its calls to the storage account, whoever makes them, goes wrong in any way.</summary>
[NeedsAzurite]
public sealed class AzureStormTests
{
    private const int Records = 40;

    private const int OneIn = 6;

    [StoreFact]
    public async Task What_Is_Acknowledged_In_A_Storm_Of_Faults_Is_There_Once_And_The_Hub_Goes_On_By_Itself()
    {
        var network = new FaultyTransport();
        var settings = await EmulatedStore.SettingsAsync();
        await using var hub = await HubDriver.StartWithAgenciesAsync(
            settings,
            services => services.AddSingleton<HttpPipelineTransport>(network).AddSingleton(new AzureOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }));
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("before"));
        using var customs = hub.As("cn-customs", Roles.Publisher | Roles.Reader);

        network.Plan = (number, _) => new Random(number) is var random && random.Next(OneIn) == 0 ? FaultyTransport.Faults[random.Next(FaultyTransport.Faults.Count)] : CallFault.None;
        var (acknowledged, unavailable) = (new ConcurrentDictionary<string, int>(), 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Records), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, cancellationToken) =>
        {
            var reference = number.ToString(CultureInfo.InvariantCulture);
            for (var tries = 0; !acknowledged.ContainsKey(reference); tries++)
            {
                Assert.True(tries < 50, "Nothing gets through.");
                using var response = await customs.PostAsync(new Uri("sanctions", UriKind.Relative), HubDriver.Json(Invented.Sanction(reference)), cancellationToken);
                Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
                if (response.IsSuccessStatusCode)
                {
                    acknowledged[reference] = (int)response.StatusCode;
                }
                else
                {
                    Assert.NotNull(response.Headers.RetryAfter);
                    Interlocked.Increment(ref unavailable);
                }
            }
        });

        network.Plan = (_, _) => CallFault.None;
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("after"));
        await Eventually.TrueAsync(
            async () => await CountAsync(customs) == Records + 2, "all is listed", TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(200));
        var store = EmulatedStore.Of(settings[AzureConnection.Name]!);
        var check = new StoreCheck(store.Tables, store.Blobs);
        await check.RunAsync();
        Assert.Equal(Records + 2, check.CountRecords("cn-customs"));
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri("records?publisher=me&limit=500", UriKind.Relative));
        return (await HubDriver.ReadAsync(response))["items"] is JsonArray items ? items.Count : 0;
    }
}
