using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Merchants;

public sealed class MerchantAddressTests
{
    [Theory]
    [InlineData("merchants/nonsense/1", "scheme")]
    [InlineData("merchants/lei/1", "value")]
    [InlineData("public/merchants/nonsense/1", "scheme")]
    [InlineData("public/merchants/lei/1", "value")]
    public async Task What_Is_Wrong_In_The_Address_Is_Named_By_Its_Part(string path, string part)
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var client = hub.As("de-customs", Roles.Reader);

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal([part], (await HubDriver.ReadAsync(answer))["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_Wrong_Id_Of_An_Agency_Is_Named_Alike()
    {
        await using var hub = await HubDriver.StartAsync();
        using var client = hub.As("hub-operator", Roles.Administrator);

        using var answer = await client.PutAsync("agencies/No", HubDriver.Json(new JsonObject()));

        Assert.Equal("id", (await HubDriver.ReadAsync(answer))["errors"]![0]!["pointer"]!.GetValue<string>());
    }
}
