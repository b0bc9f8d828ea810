using System.Globalization;
using System.Text;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;
using InfoShare.Functions.Storage.Azure;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Time;

namespace InfoShare.Tests.Storage;

/// <summary>Links that are signed by a key which the hub's identity fetches: the emulator has no such keys, so the service's answer is made up.</summary>
public sealed class AzureBlobLinksTests
{
    private readonly ManualTime _time = new(new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));

    private readonly KeyTransport _transport;

    private readonly AzureStore _store;

    public AzureBlobLinksTests()
    {
        _transport = new(_time);
        _store = new(
            new(new("https://invented.table.core.windows.net"), new("https://invented.blob.core.windows.net"), new("https://invented.queue.core.windows.net")) { Credential = new InventedCredential() },
            new() { Transport = _transport },
            _time);
    }

    [Fact]
    public async Task A_Link_Reads_One_Blob_For_Five_Minutes_Over_Https()
    {
        var link = await LinkAsync();

        var query = HttpUtility.ParseQueryString(link.Query);
        Assert.Equal("https://invented.blob.core.windows.net/datasets/a/b.gz", link.GetLeftPart(UriPartial.Path));
        Assert.Equal(("r", "b", "https"), (query["sp"], query["sr"], query["spr"]));
        Assert.Equal(("2026-03-20T11:55:00Z", "2026-03-20T12:05:00Z"), (query["st"], query["se"]));
        Assert.Equal(("application/gzip", "attachment; filename=\"x.gz\""), (query["rsct"], query["rscd"]));
        Assert.Equal("00000000-0000-0000-0000-000000000001", query["skoid"]);
        Assert.NotEmpty(query["sig"]!);
    }

    [Fact]
    public async Task A_Key_Serves_For_Hours_And_Never_Ends_Before_Its_Links()
    {
        for (var minutes = 0; minutes < 18 * 60; minutes += 7)
        {
            var query = HttpUtility.ParseQueryString((await LinkAsync()).Query);
            Assert.True(Instant(query["se"]!) <= Instant(query["ske"]!));
            _time.Advance(TimeSpan.FromMinutes(7));
        }

        Assert.InRange(_transport.Calls, 3, 4);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private ValueTask<Uri> LinkAsync() => _store.Links.LinkAsync("datasets", "a/b.gz", "application/gzip", "attachment; filename=\"x.gz\"", CancellationToken.None);

    private sealed class InventedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("invented", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Answers every request with a key for six hours from now.</summary>
    private sealed class KeyTransport(TimeProvider time) : HttpPipelineTransport
    {
        private readonly HttpClientTransport _inner = new();

        public int Calls { get; private set; }

        public override Request CreateRequest() => _inner.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException("The hub calls asynchronously.");

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Calls++;
            Assert.Contains("comp=userdelegationkey", message.Request.Uri.Query, StringComparison.Ordinal);
            string At(TimeSpan from) => (time.GetUtcNow() + from).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            message.Response = new MadeUpResponse(message.Request, 200, null)
            {
                ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?><UserDelegationKey><SignedOid>00000000-0000-0000-0000-000000000001</SignedOid><SignedTid>00000000-0000-0000-0000-000000000002</SignedTid>"
                    + $"<SignedStart>{At(TimeSpan.FromMinutes(-5))}</SignedStart><SignedExpiry>{At(TimeSpan.FromHours(6))}</SignedExpiry><SignedService>b</SignedService>"
                    + "<SignedVersion>2020-02-10</SignedVersion><Value>aW52ZW50ZWQga2V5IG9mIDMyIGJ5dGVzLi4uLi4uLi4=</Value></UserDelegationKey>")),
            };
            return ValueTask.CompletedTask;
        }
    }
}
