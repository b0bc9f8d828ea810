using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Tests.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Visible;

/// <summary>A record that the caller may not see, and one that does not exist: the same answer, to the byte, after the same storage calls.</summary>
public sealed class HiddenAndAbsentTests
{
    private static readonly GivenVersion Hidden = new(new("AMBER+STRICT", new GivenEntry("cn-tax")), "active");

    private static readonly string[] ByRecord =
    [
        "GET records/{id}", "GET records/{id}?version=1", "GET records/{id}?version=2", "GET records/{id}?version=3", "GET records/{id}/history",
        "PUT records/{id}", "POST records/{id}/retract", "POST records/{id}/reinstate", "POST records/{id}/repair",
        "GET merchants/record/{id}", "GET merchants/record/{id}?bodies=true",
    ];

    private static readonly string[] ByContent =
    [
        "GET merchants/registration/DE:HRB92{n}", "GET merchants/registration/DE:HRB92{n}?bodies=true", "GET merchants?name=Verborgen%20Vz{n}",
        "GET records?publisher=cn-customs&reference=hidden-{n}", "GET records?category=non-delivery&publisher=cn-customs&reference=hidden-{n}",
        "GET public/merchants/registration/DE:HRB92{n}",
    ];

    [Fact]
    public async Task Hidden_And_Absent_Records_Cost_The_Same_Calls_And_Give_The_Same_Answer()
    {
        var calls = new StorageCalls();
        await using var hub = await GivenHub.StartAsync(calls.Decorate);
        var hidden = new GivenRecord("sanction", "cn-customs", "hidden-1111", "Verborgen Vz1111", [new("registration", "DE:HRB921111")]);
        await hub.AddAsync(hidden, Hidden, new GivenVersion(new("AMBER+STRICT", new GivenEntry("cn-tax"), new GivenEntry("cn-court")), "active"));
        var retracted = new GivenRecord("sanction", "cn-customs", "hidden-3333", "Verborgen Vz3333", [new("registration", "DE:HRB923333")]);
        await hub.AddAsync(retracted, Hidden, new GivenVersion(Hidden.Label, "retracted"));
        var red = new GivenRecord("sanction", "cn-customs", "hidden-4444", "Verborgen Vz4444", [new("registration", "DE:HRB924444")]);
        await hub.AddAsync(red, new GivenVersion(new("RED", new GivenEntry("cn-market")), "active"));
        await hub.SettleAsync();
        var absent = hub.Driver.Services.GetRequiredService<RecordStore>().IdOf(AgencyId.Parse("cn-customs"), RecordKind.Sanction, "hidden-2222").ToString();

        foreach (var client in new[]
        {
            hub.Driver.As("cn-market", Roles.Publisher | Roles.Reader), hub.Driver.As("cn-market", Roles.Publisher | Roles.Reader, "investigation"), hub.Driver.Anonymous(),
        })
        {
            using (client)
            {
                foreach (var record in new[] { hidden, retracted, red })
                {
                    await CompareAsync(client, calls, ByRecord, (record, record.Id), absent, "hidden-2222");
                    await CompareAsync(client, calls, ByContent, (record, record.Reference[^4..]), "2222", "hidden-2222");
                }
            }
        }
    }

    [Fact]
    public async Task The_Counting_Sees_The_Calls_Of_A_Record_That_Is_Shown()
    {
        var calls = new StorageCalls();
        await using var hub = await GivenHub.StartAsync(calls.Decorate);
        var record = new GivenRecord("sanction", "cn-customs", "shown", "Offen", [new("registration", "DE:HRB929999")]);
        await hub.AddAsync(record, new GivenVersion(new("GREEN"), "active"));
        await hub.SettleAsync();
        using var client = hub.Driver.As("cn-market", Roles.Reader);

        Assert.Equal(["get c~ Records", "get v~ Records"], (await SendAsync(client, calls, $"GET records/{record.Id}", "")).Calls);
        Assert.Equal(["get c~ Records", "query v~ Records"], (await SendAsync(client, calls, $"GET records/{record.Id}/history", "")).Calls);
        Assert.Equal(["query v~ Records"], (await SendAsync(client, calls, "GET merchants/registration/DE:HRB929999?bodies=true", "")).Calls);
        Assert.Empty((await SendAsync(client, calls, "GET merchants/registration/DE:HRB929999", "")).Calls);
    }

    private static async Task CompareAsync(
        HttpClient client, StorageCalls calls, string[] routes, (GivenRecord Record, string Key) hidden, string absent, string reference)
    {
        foreach (var route in routes)
        {
            var ofHidden = await SendAsync(client, calls, Fill(route, hidden.Key), hidden.Record.Reference);
            var ofAbsent = await SendAsync(client, calls, Fill(route, absent), reference);
            Assert.Equal($"{route} {ofAbsent.Answer}", $"{route} {ofHidden.Answer.Replace(hidden.Key, absent, StringComparison.Ordinal)}");
            Assert.Equal((route, string.Join(", ", ofAbsent.Calls)), (route, string.Join(", ", ofHidden.Calls)));
        }
    }

    private static string Fill(string route, string key) =>
        route.Replace("{id}", key, StringComparison.Ordinal).Replace("{n}", key, StringComparison.Ordinal);

    /// <summary>The answer with all its headers but the date, and the calls that it took.</summary>
    private static async Task<(string Answer, IReadOnlyList<string> Calls)> SendAsync(HttpClient client, StorageCalls calls, string route, string reference)
    {
        var (method, path, number) = (route.Split(' ')[0], route.Split(' ')[1], Guid.NewGuid().ToString("N"));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add(StorageCalls.Header, number);
        if (method != "GET")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            var reason = new JsonObject { ["reason"] = "A mistake." };
            request.Content = HubDriver.Json(method == "PUT" ? Invented.Sanction(reference).With("change", reason) : reason);
        }

        using var response = await client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        var body = await response.Content.ReadAsStringAsync();
        return ($"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n{body}", calls.Of(number));
    }
}
