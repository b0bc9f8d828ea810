using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using InfoShare.Subscriptions;

namespace InfoShare.Functions.Subscriptions;

/// <summary>Where a host's name leads: the system's resolver, or a test's.</summary>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancellationToken);

/// <summary>
/// Posts one delivery. Addresses are judged when the connection is made, and the connection goes to the very addresses that were judged: a
/// name that leads elsewhere the second time leads nowhere. No redirects, no proxy, no cookies; little is read of the answer.
/// </summary>
public sealed class WebhookSender : IDisposable
{
    private const int MaxDrainBytes = 16 * 1024;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    private static readonly MediaTypeHeaderValue CloudEvent = new("application/cloudevents+json", "utf-8");

    private readonly TargetAddresses _targets;

    private readonly ResolveHost _resolve;

    private readonly WebhookSecret _secrets;

    private readonly WebhookOptions _options;

    private readonly TimeProvider _time;

    private readonly HttpMessageInvoker _http;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker disposes its handler.")]
    public WebhookSender(TargetAddresses targets, ResolveHost resolve, WebhookSecret secrets, WebhookOptions options, TimeProvider time)
    {
        (_targets, _resolve, _secrets, _options, _time) = (targets, resolve, secrets, options, time);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = ConnectTime,
            MaxConnectionsPerServer = 32,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = MaxDrainBytes,
            ResponseDrainTimeout = DrainTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>Posts the body and says how it went; never throws for what the receiver does.</summary>
    /// <param name="id">The message's, the same at every attempt.</param>
    public async Task<DeliveryAttempt> SendAsync(Subscription subscription, string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var (at, started) = (_time.GetUtcNow(), _time.GetTimestamp());
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.Timeout);
        try
        {
            using var request = Request(subscription, id, at, body);
            using var response = await _http.SendAsync(request, timeout.Token);
            var status = (int)response.StatusCode;
            var error = status is >= 200 and < 300 ? null : status is >= 300 and < 400 ? "redirect" : "status";
            return new(at, Elapsed(started), status, error, RetryAfter(response, at));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(at, Elapsed(started), null, "timeout", null);
        }
        catch (HttpRequestException fault)
        {
            return new(at, Elapsed(started), null, ErrorOf(fault), null);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string ErrorOf(Exception fault) => fault switch
    {
        TargetRefusedException => "address-refused",
        AuthenticationException => "tls",
        TimeoutException or OperationCanceledException => "timeout",
        { InnerException: { } inner } => ErrorOf(inner),
        _ => "connection",
    };

    private static int? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => (int)Math.Clamp(delta.TotalSeconds, 0, int.MaxValue),
        { Date: { } date } => (int)Math.Clamp((date - now).TotalSeconds, 0, int.MaxValue),
        _ => null,
    };

    private HttpRequestMessage Request(Subscription subscription, string id, DateTimeOffset at, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = CloudEvent } } };
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", _secrets.Sign(subscription, id, at, body.Span));
        request.Headers.TryAddWithoutValidation("user-agent", "InfoShare");
        return request;
    }

    private int Elapsed(long started) => (int)Math.Min(_time.GetElapsedTime(started).TotalMilliseconds, int.MaxValue);

    /// <summary>One refused address among several refuses the name: nobody who means well has both.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream disposes its socket.")]
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await _resolve(context.DnsEndPoint.Host, cancellationToken);
        if (addresses.Length == 0 || !_targets.AllowsPort(context.DnsEndPoint.Port) || Array.Exists(addresses, address => !_targets.Allows(address)))
        {
            throw new TargetRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class TargetRefusedException() : IOException("The name leads to an address that the hub does not post to.");
}
