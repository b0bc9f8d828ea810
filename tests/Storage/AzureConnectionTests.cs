using InfoShare.Functions.Hosting;
using InfoShare.Functions.Storage;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InfoShare.Tests.Storage;

/// <summary>The settings that say which store, and where; what cannot be meant is refused with the setting's name, and without the key.</summary>
public sealed class AzureConnectionTests
{
    private const string Key = "c2VjcmV0IGtleQ==";

    [Fact]
    public void A_Connection_String_Names_The_Account_Its_Key_And_Where_It_Is()
    {
        var connection = Read(("HubStorage", $"DefaultEndpointsProtocol=https;AccountName=hub;AccountKey={Key};EndpointSuffix=core.chinacloudapi.cn"));

        Assert.Equal("https://hub.table.core.chinacloudapi.cn/", connection.Tables.AbsoluteUri);
        Assert.Equal("https://hub.blob.core.chinacloudapi.cn/", connection.Blobs.AbsoluteUri);
        Assert.Equal("https://hub.queue.core.chinacloudapi.cn/", connection.Queues.AbsoluteUri);
        Assert.Equal(new AccountKey("hub", Key), connection.Key);
    }

    [Fact]
    public void The_Emulator_Is_Known_By_The_Usual_Word() =>
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", Read(("HubStorage", "UseDevelopmentStorage=true")).Tables.AbsoluteUri);

    [Fact]
    public void An_Account_Name_Is_An_Account_In_The_Public_Cloud_And_An_Identity_Opens_It()
    {
        var connection = Read(("HubStorage:accountName", "hub"), ("HubStorage:credential", "managedidentity"), ("HubStorage:clientId", "1234"));

        Assert.Equal("https://hub.queue.core.windows.net/", connection.Queues.AbsoluteUri);
        Assert.Null(connection.Key);
        Assert.IsType<global::Azure.Identity.ManagedIdentityCredential>(connection.Credential);
    }

    [Fact]
    public void Service_Addresses_Without_More_Are_Opened_By_Whoever_Runs_The_Hub() =>
        Assert.IsType<global::Azure.Identity.DefaultAzureCredential>(
            Read(
                ("HubStorage:tableServiceUri", "https://t.example"), ("HubStorage:blobServiceUri", "https://b.example"),
                ("HubStorage:queueServiceUri", "https://q.example")).Credential);

    [Fact]
    public void The_Hosts_Own_Connection_Is_Used_Where_The_Hub_Has_None()
    {
        Assert.Equal("https://host.table.core.windows.net/", Read(("AzureWebJobsStorage:accountName", "host")).Tables.AbsoluteUri);
        Assert.Equal("https://hub.table.core.windows.net/", Read(("AzureWebJobsStorage:accountName", "host"), ("HubStorage:accountName", "hub")).Tables.AbsoluteUri);
    }

    public static TheoryData<string, (string Name, string Value)[]> Wrong => new()
    {
        { "no setting says where", [] },
        { "HubStorage is a connection string without AccountKey", [("HubStorage", "AccountName=hub")] },
        { "HubStorage is no connection string", [("HubStorage", "hub")] },
        { "HubStorage has an AccountKey that is no base64", [("HubStorage", "AccountName=hub;AccountKey=%%")] },
        { "HubStorage holds a shared access signature", [("HubStorage", "BlobEndpoint=https://hub;SharedAccessSignature=sv=1&sig=secret")] },
        { "HubStorage has a TableEndpoint that is no http", [("HubStorage", $"AccountName=hub;AccountKey={Key};TableEndpoint=hub")] },
        { "HubStorage:blobServiceUri is missing", [("HubStorage:tableServiceUri", "https://hub")] },
        { "HubStorage:tableServiceUri is 'http://hub'; it must be an https address", [("HubStorage:tableServiceUri", "http://hub")] },
        { "HubStorage:credential is 'key'", [("HubStorage:accountName", "hub"), ("HubStorage:credential", "key")] },
        {
            "not both",
            [("HubStorage:accountName", "hub"), ("HubStorage:credential", "managedidentity"), ("HubStorage:clientId", "1"), ("HubStorage:managedIdentityResourceId", "/subscriptions/1")]
        },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_Cannot_Be_Meant_Is_Refused_With_The_Settings_Name_And_Without_Its_Secret(string words, (string Name, string Value)[] settings)
    {
        var refusal = Assert.Throws<SettingException>(() => Read(settings));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false, "Sqlite")]
    [InlineData("sqlite", false, "Sqlite")]
    [InlineData("sqlite", true, "Sqlite")]
    [InlineData("azure", true, "Azure")]
    [InlineData(null, true, "Azure")]
    public async Task The_Hub_Is_On_The_Store_That_The_Settings_Name(string? storage, bool isGiven, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("infoshare-test-");
        var configuration = Configuration([("Storage", storage), ("HubStorage", isGiven ? "UseDevelopmentStorage=true" : null)]);
        await using (var services = new ServiceCollection().AddStorage(configuration, folder.FullName).BuildServiceProvider())
        {
            Assert.StartsWith(expected, services.GetRequiredService<ITables>().GetType().Name, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Another_Word_For_The_Store_Is_Refused()
    {
        var refusal = Assert.Throws<SettingException>(() => new ServiceCollection().AddStorage(Configuration([("Storage", "cosmos")]), "data"));
        Assert.Equal("Storage is 'cosmos'; it must be 'sqlite' or 'azure'.", refusal.Message);
    }

    private static AzureConnection Read(params (string Name, string Value)[] settings) =>
        AzureConnection.Read(Configuration([.. settings.Select(setting => (setting.Name, (string?)setting.Value))]));

    private static IConfiguration Configuration((string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value)).Build();
}
