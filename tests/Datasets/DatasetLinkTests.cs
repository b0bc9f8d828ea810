using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Azurite;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;
using InfoShare.Tests.Storage;

namespace InfoShare.Tests.Datasets;

/// <summary>Downloads from a hub that sends its callers on to the storage account.</summary>
[NeedsAzurite]
public sealed class DatasetLinkTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    private HttpClient _analyst = null!;

    /// <summary>Follows no redirect.</summary>
    private HttpClient _strict = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync(new Dictionary<string, string?>(await EmulatedStore.SettingsAsync()) { ["Datasets:Redirect"] = "true" });
        _analyst = _hub.As("cn-tax", Roles.Analyst);
        _strict = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _analyst.BaseAddress };
        _strict.DefaultRequestHeaders.Authorization = _analyst.DefaultRequestHeaders.Authorization;
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("green"));
    }

    public async Task DisposeAsync()
    {
        _strict.Dispose();
        _analyst.Dispose();
        await _hub.DisposeAsync();
    }

    [StoreFact]
    public async Task Who_Downloads_A_File_Is_Sent_To_An_Address_That_Gives_That_File_Alone()
    {
        var (path, hash) = await BuiltAsync();
        using var sent = await _strict.GetAsync(path);
        Assert.Equal((HttpStatusCode.TemporaryRedirect, "no-store"), (sent.StatusCode, sent.Headers.CacheControl!.ToString()));
        Assert.Null(sent.Headers.ETag);
        using var anybody = new HttpClient();
        using var file = await anybody.GetAsync(sent.Headers.Location);
        Assert.Equal(hash, DatasetHub.HashOf(await file.Content.ReadAsByteArrayAsync()));
        Assert.StartsWith("sanctions-members-", file.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("application/gzip", file.Content.Headers.ContentType!.MediaType);

        var link = sent.Headers.Location!.AbsoluteUri;
        foreach (var misused in new[] { link.Split('?')[0], link.Replace("sp=r&", "sp=rw&", StringComparison.Ordinal), link.Replace("sanctions.ndjson", "sanctions.csv", StringComparison.Ordinal) })
        {
            Assert.NotEqual(link, misused);
            using var refused = await anybody.GetAsync(new Uri(misused));
            Assert.False(refused.IsSuccessStatusCode, misused);
        }

        using var written = await anybody.PutAsync(sent.Headers.Location, new StringContent("x"));
        Assert.False(written.IsSuccessStatusCode);
    }

    [StoreFact]
    public async Task The_Whole_And_A_Part_Come_By_Themselves_To_Who_Follows()
    {
        var (path, hash) = await BuiltAsync();
        var whole = await _analyst.GetByteArrayAsync(path);
        Assert.Equal(hash, DatasetHub.HashOf(whole));
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Range", "bytes=10-" }, { "If-Range", $"\"{hash}\"" } } };
        using var rest = await _analyst.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(whole[10..], await rest.Content.ReadAsByteArrayAsync());
    }

    [StoreFact]
    public async Task What_Depends_On_The_Hubs_Own_Tag_Is_Answered_By_The_Hub()
    {
        var (path, hash) = await BuiltAsync();
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(path, "If-None-Match", $"\"{hash}\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(path, "If-Match", "\"another\""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, "If-Match", $"\"{hash}\""));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, "If-Range", "\"another\"", "bytes=1-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, await StatusAsync(path, "Range", "bytes=99999999-"));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string header, string value, string? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { header, value } } };
        if (range is not null)
        {
            request.Headers.Add("Range", range);
        }

        using var answer = await _strict.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A file of a version, and its checksum.</summary>
    private async Task<(string Path, string Sha256)> BuiltAsync()
    {
        using var asked = await _analyst.PostAsync("datasets/sanctions/builds", null);
        JsonNode? file = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await _analyst.GetAsync("datasets/sanctions/latest");
                file = answer.IsSuccessStatusCode
                    ? (await HubDriver.ReadAsync(answer))["segments"]!.AsArray().SelectMany(segment => segment!["files"]!.AsArray())
                        .FirstOrDefault(found => found!["name"]!.GetValue<string>() == "members.sanctions.ndjson.gz")
                    : null;
                return file is not null;
            },
            "the version is published");
        return (file!["href"]!.GetValue<string>()["/api/v1/".Length..], file["sha256"]!.GetValue<string>());
    }
}
