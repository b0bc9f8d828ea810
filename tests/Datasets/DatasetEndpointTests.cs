using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Datasets;

/// <summary>Datasets over HTTP, built through the queue.</summary>
public sealed class DatasetEndpointTests : IAsyncLifetime
{
    private HubDriver _hub = null!;

    private HttpClient _analyst = null!;

    public async Task InitializeAsync()
    {
        _hub = await HubDriver.StartWithAgenciesAsync(new Dictionary<string, string?> { ["Datasets:HoldFrom"] = "2" });
        _analyst = _hub.As("cn-tax", Roles.Analyst);
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("open", """{"tlp":"CLEAR"}"""));
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("green"));
        await _hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("german", """{"tlp":"AMBER","audience":[{"jurisdiction":"DE"}]}"""));
    }

    public async Task DisposeAsync()
    {
        _analyst.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task An_Analyst_Builds_Lists_And_Downloads_What_Is_For_Its_Agency()
    {
        var version = await BuildAsync();
        using var listed = await _analyst.GetAsync("datasets");
        var list = await HubDriver.ReadAsync(listed);
        var sanctions = list["items"]!.AsArray().Single(item => item!["name"]!.GetValue<string>() == "sanctions")!;
        Assert.Equal(version, sanctions["latest"]!.GetValue<string>());
        Assert.Equal(["members", "public"], sanctions["versions"]![0]!["segments"]!.AsArray().Select(segment => segment!["id"]!.GetValue<string>()).Order());
        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(_analyst, "datasets", ("If-None-Match", listed.Headers.ETag!.ToString())));

        using var german = _hub.As("de-market", Roles.Analyst);
        var manifest = await ReadAsync(german, $"datasets/sanctions/{version}");
        Assert.Equal(3, manifest["segments"]!.AsArray().Count);
        Assert.DoesNotContain("index", manifest.AsObject());
        var set = manifest["segments"]!.AsArray().Single(segment => segment!["id"]!.GetValue<string>().StartsWith("set-", StringComparison.Ordinal))!;
        foreach (var file in set["files"]!.AsArray())
        {
            var href = file!["href"]!.GetValue<string>();
            using var mine = await german.GetAsync(new Uri(_hub.Address, href));
            var bytes = await mine.Content.ReadAsByteArrayAsync();
            Assert.Equal((file["size"]!.GetValue<long>(), file["sha256"]!.GetValue<string>()), (bytes.LongLength, DatasetHub.HashOf(bytes)));
            Assert.Equal($"\"{file["sha256"]!.GetValue<string>()}\"", mine.Headers.ETag!.ToString());
            Assert.Equal("no-cache, private", mine.Headers.CacheControl!.ToString());
            Assert.StartsWith($"sanctions-{set["id"]!.GetValue<string>()}-{version}.", mine.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(_analyst, href));
        }
    }

    [Fact]
    public async Task Anybody_Gets_The_Public_Segment_And_Nothing_Else()
    {
        var version = await BuildAsync();
        using var anybody = _hub.Anonymous();
        var manifest = await ReadAsync(anybody, "public/datasets/sanctions/latest");
        Assert.Equal((version, "public"), (manifest["version"]!.GetValue<string>(), Assert.Single(manifest["segments"]!.AsArray())!["id"]!.GetValue<string>()));
        using var file = await anybody.GetAsync($"public/datasets/sanctions/{version}/public.sanctions.ndjson.gz");
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("public, max-age=60, immutable", file.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(anybody, $"public/datasets/sanctions/{version}/members.sanctions.ndjson.gz"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(anybody, $"datasets/sanctions/{version}/public.sanctions.ndjson.gz"));
        using var listed = await anybody.GetAsync("public/datasets");
        Assert.Contains(version, await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Latest_File_Is_Elsewhere()
    {
        var version = await BuildAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = _analyst.BaseAddress };
        client.DefaultRequestHeaders.Authorization = _analyst.DefaultRequestHeaders.Authorization;
        using var answer = await client.GetAsync("datasets/sanctions/latest/members.sanctions.csv.gz");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.Equal($"/api/v1/datasets/sanctions/{version}/members.sanctions.csv.gz", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("datasets/nothing/latest", 404)]
    [InlineData("datasets/sanctions/20260301120000-0000000001", 410)]
    [InlineData("datasets/sanctions/{epoch}000000", 410)]
    [InlineData("datasets/sanctions/{epoch}999999", 404)]
    [InlineData("datasets/sanctions/20269901120000-0000000001", 404)]
    [InlineData("datasets/sanctions/none", 404)]
    [InlineData("datasets/sanctions/latest/members", 404)]
    [InlineData("datasets/sanctions/latest/.sanctions.csv.gz", 404)]
    [InlineData("datasets/sanctions/latest/members.none", 404)]
    [InlineData("datasets/sanctions/latest/members..%2f..%2fhub%2fmaster-key", 404)]
    [InlineData("datasets/cases/latest", 404)]
    [InlineData("datasets?limit=1", 400)]
    [InlineData("datasets/sanctions/latest?x=1", 400)]
    [InlineData("datasets/sanctions/builds/none", 404)]
    [InlineData("datasets/nothing/builds", 404)]
    public async Task What_Is_Not_There_Is_Said_So(string path, int status)
    {
        var version = await BuildAsync();
        path = path.Replace("{epoch}", version[..19], StringComparison.Ordinal);
        Assert.Equal(status, (int)await StatusAsync(_analyst, path));
    }

    [Fact]
    public async Task Parts_Of_A_File_Make_The_Whole_And_Odd_Ranges_Are_Answered_As_The_Standard_Says()
    {
        var path = $"datasets/sanctions/{await BuildAsync()}/members.sanctions.csv.gz";
        using var answer = await _analyst.GetAsync(path);
        var whole = await answer.Content.ReadAsByteArrayAsync();
        var (length, tag) = (whole.Length, answer.Headers.ETag!.ToString());
        Assert.Equal("bytes", answer.Headers.AcceptRanges.ToString());

        foreach (var (range, from, count) in new[]
        {
            ("bytes=0-0", 0, 1), ("bytes=0-", 0, length), ("bytes=10-19", 10, 10), ($"bytes={length - 1}-", length - 1, 1), ("bytes=-5", length - 5, 5),
            ($"bytes=-{length + 100}", 0, length), ($"bytes=5-{length + 100}", 5, length - 5),
        })
        {
            using var part = await GetAsync(path, ("Range", range), ("If-Range", tag));
            Assert.Equal((range, HttpStatusCode.PartialContent), (range, part.StatusCode));
            Assert.Equal($"bytes {from}-{from + count - 1}/{length}", part.Content.Headers.ContentRange!.ToString());
            Assert.Equal(count, part.Content.Headers.ContentLength);
            Assert.Equal(whole[from..(from + count)], await part.Content.ReadAsByteArrayAsync());
        }

        using var asked = new HttpRequestMessage(HttpMethod.Head, path) { Headers = { { "Range", "bytes=0-4" } } };
        using var head = await _analyst.SendAsync(asked);
        Assert.Equal((HttpStatusCode.OK, length, tag), (head.StatusCode, (int)head.Content.Headers.ContentLength!, head.Headers.ETag!.ToString()));

        foreach (var range in new[] { $"bytes={length}-", $"bytes={length + 5}-{length + 9}", "bytes=-0" })
        {
            using var refused = await GetAsync(path, ("Range", range));
            Assert.Equal((range, HttpStatusCode.RequestedRangeNotSatisfiable), (range, refused.StatusCode));
            Assert.Equal($"bytes */{length}", refused.Content.Headers.ContentRange!.ToString());
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        }

        foreach (var range in new[] { "bytes=5-2", "bytes=a-b", "bytes", "lines=1-2", "bytes=0-1,4-5", "bytes=", "bytes=99999999999999999999-" })
        {
            using var all = await GetAsync(path, ("Range", range));
            Assert.Equal((range, HttpStatusCode.OK), (range, all.StatusCode));
            Assert.Equal(whole, await all.Content.ReadAsByteArrayAsync());
        }

        foreach (var condition in new[] { "\"another\"", "W/" + tag, DateTimeOffset.UnixEpoch.ToString("R", CultureInfo.InvariantCulture), "nonsense" })
        {
            using var all = await GetAsync(path, ("Range", "bytes=1-2"), ("If-Range", condition));
            Assert.Equal((condition, HttpStatusCode.OK), (condition, all.StatusCode));
        }

        Assert.Equal(HttpStatusCode.NotModified, await StatusAsync(_analyst, path, ("If-None-Match", $"\"x\", {tag}")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(_analyst, path, ("If-Match", "\"x\"")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_analyst, path, ("If-Match", tag)));
    }

    [Fact]
    public async Task A_Retraction_Takes_The_Version_Away_And_What_Is_Held_Back_Waits_For_The_Administrator()
    {
        var version = await BuildAsync();
        var id = (await ReadAsync(_analyst, "records?limit=500"))["items"]!.AsArray().First(item => item!["reference"]!.GetValue<string>() == "open")!["id"]!.GetValue<string>();
        using var publisher = _hub.As("cn-customs", Roles.Publisher);
        using var retraction = new HttpRequestMessage(HttpMethod.Post, $"records/{id}/retract") { Content = HubDriver.Json(new JsonObject { ["reason"] = "Wrong." }) };
        retraction.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var retracted = await publisher.SendAsync(retraction);
        Assert.Equal(HttpStatusCode.OK, retracted.StatusCode);

        await Eventually.TrueAsync(async () => await StatusAsync(_analyst, $"datasets/sanctions/{version}/members.sanctions.csv.gz") == HttpStatusCode.Gone, "the version is withdrawn");
        using var anybody = _hub.Anonymous();
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(anybody, $"public/datasets/sanctions/{version}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(anybody, "public/datasets/sanctions/latest"));

        var build = await AskAsync(_analyst);
        var held = await EndedAsync(_analyst, build);
        Assert.Equal("held-back", held["status"]!.GetValue<string>());
        Assert.DoesNotContain("reason", held.AsObject());
        using var administrator = _hub.As("hub-operator", Roles.Administrator);
        Assert.Contains("of 3", (await EndedAsync(administrator, build))["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(_analyst, $"{build}/release"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(administrator, $"{build}/release"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(administrator, $"{build}/release"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(administrator, $"datasets/sanctions/builds/none/release"));
        Assert.NotEqual(version, (await ReadAsync(_analyst, "datasets/sanctions/latest"))["version"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_Download_Stands_In_The_Access_Log()
    {
        var path = $"datasets/sanctions/{await BuildAsync()}/members.sanctions.csv.gz";
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_analyst, path));
        using var auditor = _hub.As("hub-operator", Roles.Auditor);
        await Eventually.TrueAsync(
            async () => (await ReadAsync(auditor, "access-log?limit=500"))["items"]!.AsArray().Any(entry => entry!.ToJsonString().Contains("getDatasetFile", StringComparison.Ordinal)),
            "the download is logged");
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsync(path, null);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await HubDriver.ReadAsync(answer);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _analyst.SendAsync(request);
    }

    /// <summary>The path of a build that was asked for, below the API.</summary>
    private static async Task<string> AskAsync(HttpClient client)
    {
        using var asked = await client.PostAsync("datasets/sanctions/builds", null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        return asked.Headers.Location!.ToString()["/api/v1/".Length..];
    }

    private static async Task<JsonNode> EndedAsync(HttpClient client, string build)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync(async () => (found = await ReadAsync(client, build))["finishedAt"] is not null, "the build ends");
        return found!;
    }

    private async Task<string> BuildAsync()
    {
        var ended = await EndedAsync(_analyst, await AskAsync(_analyst));
        Assert.Equal("published", ended["status"]!.GetValue<string>());
        return ended["version"]!.GetValue<string>();
    }
}
