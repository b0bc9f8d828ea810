using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hosting;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.Faults;

/// <summary>Uploads that are not what they say: refused or failed with a reason, and what was read before keeps its outcomes.</summary>
public sealed class UploadFaultTests
{
    [Fact]
    public async Task An_Upload_That_Breaks_Off_Leaves_Nothing()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        var line = Invented.Sanction("broken-off").With("kind", "sanction").ToJsonString();
        foreach (var framing in new[] { $"Content-Length: {(line.Length + 1000).ToString(CultureInfo.InvariantCulture)}\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n40000\r\n" })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(hub.Address.Host, hub.Address.Port);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /api/v1/submissions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {hub.Token("cn-customs", Roles.Publisher)}\r\nContent-Type: application/x-ndjson\r\n{framing}{line}\n"));
            client.LingerState = new LingerOption(true, 0);
        }

        using var publisher = hub.As("cn-customs", Roles.Publisher);
        await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("after"));
        Assert.Empty((await GetAsync(publisher, "submissions"))["items"]!.AsArray());
        Assert.Single((await GetAsync(publisher, "records?publisher=me"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_Cut_Compressed_Upload_Fails_With_A_Reason_And_Keeps_What_Was_Read()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var publisher = hub.As("cn-customs", Roles.Publisher);
        var random = new Random(1);
        var lines = string.Concat(Enumerable.Range(0, 2000).Select(number =>
            Invented.Sanction($"cut-{number}").With("kind", "sanction").With("summary", Convert.ToHexString(BitConverter.GetBytes(random.NextInt64()))).ToJsonString() + "\n"));
        var compressed = Gzip(Encoding.UTF8.GetBytes(lines));
        var submission = await FinishedAsync(publisher, compressed.AsMemory(0, compressed.Length / 2));
        Assert.Equal("failed", submission["status"]!.GetValue<string>());
        Assert.NotEmpty(submission["reason"]!.GetValue<string>());

        var created = submission["counts"]!["created"]!.GetValue<int>();
        Assert.InRange(created, 1, 1999);
        var outcomes = (await GetAsync(publisher, $"submissions/{submission["id"]}/outcomes?limit=500"))["items"]!.AsArray();
        Assert.Equal(Math.Min(created, 500), outcomes.Count);
        using var one = await publisher.GetAsync(new Uri($"records/{outcomes[0]!["id"]}", UriKind.Relative));
        Assert.True(one.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_Bomb_Fails_With_A_Reason(int linesBefore)
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var publisher = hub.As("cn-customs", Roles.Publisher);
        var lines = string.Concat(Enumerable.Range(0, linesBefore).Select(number => Invented.Sanction($"bomb-{number}").With("kind", "sanction").ToJsonString() + "\n"));
        var submission = await FinishedAsync(publisher, Gzip([.. Encoding.UTF8.GetBytes(lines), .. new byte[64 * 1024 * 1024]]));
        Assert.Equal("failed", submission["status"]!.GetValue<string>());
        Assert.NotEmpty(submission["reason"]!.GetValue<string>());
        Assert.Equal(linesBefore, submission["counts"]!["created"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_Is_Not_Compressed_Though_It_Says_So_Fails_With_A_Reason()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        using var publisher = hub.As("cn-customs", Roles.Publisher);
        var submission = await FinishedAsync(publisher, Encoding.UTF8.GetBytes(Invented.Sanction("plain").With("kind", "sanction").ToJsonString()));
        Assert.Equal("failed", submission["status"]!.GetValue<string>());
        Assert.NotEmpty(submission["reason"]!.GetValue<string>());
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>The submission when it has ended.</summary>
    private static async Task<JsonNode> FinishedAsync(HttpClient publisher, ReadOnlyMemory<byte> compressed)
    {
        using var content = new ReadOnlyMemoryContent(compressed);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        content.Headers.ContentEncoding.Add("gzip");
        using var accepted = await publisher.PostAsync(new Uri("submissions", UriKind.Relative), content);
        var submission = await HubDriver.ReadAsync(accepted);
        Assert.True(accepted.IsSuccessStatusCode, submission.ToJsonString());
        await Eventually.TrueAsync(
            () =>
            {
                submission = GetAsync(publisher, $"submissions/{submission["id"]}").GetAwaiter().GetResult();
                return submission["finishedAt"] is not null;
            },
            "the submission has ended");
        return submission;
    }

    private static async Task<JsonNode> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await HubDriver.ReadAsync(response);
    }
}
