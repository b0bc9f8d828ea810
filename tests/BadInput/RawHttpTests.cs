using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using InfoShare.Access;
using InfoShare.Tests.Hub;

namespace InfoShare.Tests.BadInput;

/// <summary>
/// Bytes on the wire that are no HTTP, or not quite: refused by the server or by the hub, each time with a problem document, and nothing is ever
/// a 5xx.
/// </summary>
public sealed class RawHttpTests
{
    private const int Mutations = 1500;

    /// <summary>How long the server may think before it is told that nothing more comes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Refusals, each with its problem document.</summary>
    private int _explained;

    [Fact]
    public async Task Malformed_Http_Is_Never_A_Fault()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        var token = hub.Token("cn-customs", Roles.Publisher);
        foreach (var request in new[]
        {
            "\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "get / http/1.1\r\nHost: x\r\n\r\n", "\0\0\0\0", "\u0016\u0003\u0001",
            "GET /api/v1/records/%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /api/v1/records\0 HTTP/1.1\r\nHost: x\r\n\r\n",
            $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: x\r\n\r\n", $"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('a', 70_000)}\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://other/api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
            Post(token, "Content-Length: x", ""), Post(token, "Content-Length: -1", ""), Post(token, "Content-Length: 5\r\nContent-Length: 6", "12345"),
            Post(token, "Transfer-Encoding: chunked", "zz\r\n"), Post(token, "Transfer-Encoding: chunked", "fffffffffffffffff\r\n"), Post(token, "Transfer-Encoding: chunked, gzip", "0\r\n\r\n"),
            Post(token, "Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n"),
            Post(token, "Transfer-Encoding: chunked", "fffffffffffffffff\r\n").Replace("sanctions", "submissions", StringComparison.Ordinal).Replace("/json", "/x-ndjson", StringComparison.Ordinal),
            Post(token, "Content-Length: 100", "{\"reference\":"), Post(token, "Transfer-Encoding: chunked", "5\r\n{\"ref"),
            Post(token, "Content-Length: 99999999999", "{}"), Post(token, "Expect: 200-ok\r\nContent-Length: 2", "{}"),
        })
        {
            await CheckAsync(hub, Encoding.Latin1.GetBytes(request));
        }

        await AssertServesAsync(hub);
    }

    [Fact]
    public async Task Spoilt_Requests_Are_Never_A_Fault()
    {
        await using var hub = await HubDriver.StartWithAgenciesAsync();
        var id = await hub.PublishAsync("cn-customs", "sanctions", Invented.Sanction("spoilt"));
        var token = hub.Token("cn-customs", Roles.Publisher | Roles.Reader);
        var requests = Valid(token, id).Select(Encoding.UTF8.GetBytes).ToArray();
        await Parallel.ForAsync(0, Mutations, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (seed, _) =>
        {
            var random = new Random(seed);
            await CheckAsync(hub, Spoil(requests[random.Next(requests.Length)], random));
        });
        Assert.True(_explained > Mutations / 5, $"{_explained} of {Mutations} spoilt requests were refused");
        await AssertServesAsync(hub);
    }

    private static IEnumerable<string> Valid(string token, string id)
    {
        foreach (var (method, path, body) in new[]
        {
            ("POST", "sanctions", Invented.Sanction("spoilt-1").ToJsonString()), ("POST", "cases?validate=only", Invented.Case("spoilt-2").ToJsonString()),
            ("PUT", $"records/{id}", Invented.Sanction("spoilt").With("severity", "minor").With("change", new JsonObject { ["reason"] = "x" }).ToJsonString()),
            ("POST", $"records/{id}/retract", """{"reason":"A mistake."}"""), ("POST", "submissions", Invented.Sanction("spoilt-3").With("kind", "sanction").ToJsonString()),
        })
        {
            var type = path == "submissions" ? "application/x-ndjson" : "application/json";
            var length = Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
            yield return $"{method} /api/v1/{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nIf-Match: \"1\"\r\nContent-Type: {type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}";
        }

        foreach (var path in new[] { $"records/{id}?version=1", $"records/{id}/history", "records?kind=sanction&limit=5", "merchants/registration/DE:HRB999001?bodies=true", "merchants?name=nordlicht", "submissions" })
        {
            yield return $"GET /api/v1/{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nInfoShare-Purpose: audit; case=\"1\"\r\nConnection: close\r\n\r\n";
        }
    }

    /// <summary>A few bytes changed, inserted, removed or repeated, or the end cut off.</summary>
    private static byte[] Spoil(byte[] request, Random random)
    {
        var spoilt = request.ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(spoilt.Count);
            switch (random.Next(6))
            {
                case 0:
                    spoilt[at] = (byte)random.Next(256);
                    break;
                case 1:
                    spoilt.Insert(at, (byte)random.Next(256));
                    break;
                case 2:
                    spoilt.RemoveRange(at, Math.Min(random.Next(1, 20), spoilt.Count - at - 1));
                    break;
                case 3:
                    spoilt.InsertRange(at, spoilt.GetRange(at, Math.Min(random.Next(1, 200), spoilt.Count - at)));
                    break;
                case 4:
                    spoilt.InsertRange(at, Encoding.UTF8.GetBytes(Oddities[random.Next(Oddities.Length)]));
                    break;
                default:
                    spoilt.RemoveRange(at / 2 + spoilt.Count / 2, spoilt.Count - (at / 2) - (spoilt.Count / 2));
                    break;
            }
        }

        return [.. spoilt];
    }

    private static readonly string[] Oddities = ["%00", "%2f", "..", "\ufeff", "\\ud800", "1e999", "null", "[[[[", "\"\"", "{}", "\u202e", "\uff11", "&limit=1", "%F0", "-1", "\r\n", "e\u0301", "\\u0000"];

    private static string Post(string token, string headers, string body) =>
        $"POST /api/v1/sanctions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{headers}\r\n\r\n{body}";

    private async Task CheckAsync(HubDriver hub, byte[] request)
    {
        var answer = await SendAsync(hub, request);
        if (answer.Length == 0)
        {
            return;
        }

        var (head, body) = Split(answer);
        Assert.True(int.TryParse(head.Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status), answer);
        var problem = ProblemCheck.Of(status, head.Contains("application/problem+json", StringComparison.Ordinal) ? "application/problem+json" : null, body.Contains('{', StringComparison.Ordinal) ? Json(body) : null);
        Interlocked.Add(ref _explained, status >= 400 ? 1 : 0);
        Assert.True(problem is null, $"{problem}\n--- asked\n{Encoding.Latin1.GetString(request)}\n--- answered\n{answer}");
    }

    private static (string Head, string Body) Split(string answer)
    {
        // What an answer to the request's rest adds behind the first one is not looked at: the first says whether it was read.
        while (answer.StartsWith("HTTP/1.1 100", StringComparison.Ordinal))
        {
            answer = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        }

        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? (answer, "") : (answer[..end], answer[(end + 4)..]);
    }

    /// <summary>The document out of its chunks; our documents are one chunk.</summary>
    private static string Json(string body)
    {
        var start = body.IndexOf('{', StringComparison.Ordinal);
        var end = body.IndexOf("\r\n0\r\n", start, StringComparison.Ordinal);
        return end < 0 ? body[start..] : body[start..end];
    }

    /// <summary>All that comes back until the server closes, or nothing more comes for a while after the end of what was sent.</summary>
    [SuppressMessage("Reliability", "CA2025:Ensure tasks using 'IDisposable' instances complete before the instances are disposed", Justification = "It is awaited before.")]
    private static async Task<string> SendAsync(HubDriver hub, byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(hub.Address.Host, hub.Address.Port);
        var stream = client.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, patience.Token);
            var answering = stream.CopyToAsync(answer, patience.Token);
            if (await Task.WhenAny(answering, Task.Delay(Pause, patience.Token)) != answering)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await answering;
        }
        catch (IOException)
        {
            // The server closes on what it cannot read, also before it has read all.
        }
        catch (SocketException)
        {
            // As above.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static async Task AssertServesAsync(HubDriver hub)
    {
        using var client = hub.As("cn-customs", Roles.Publisher);
        using var me = await client.GetAsync(new Uri("me", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.OK, me.StatusCode);
    }
}
