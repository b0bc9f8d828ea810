using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfoShare.Tests.Subscriptions;

/// <summary>A receiver on bare TCP that does not do as HTTP says.</summary>
internal sealed class RawReceiver : IDisposable
{
    public const string Hang = "takes the request and never answers";

    public const string StreamHeaders = "sends headers without an end";

    public const string DribbleHeaders = "sends a byte of its headers now and then";

    public const string StreamBody = "answers 200 with a body without an end";

    public const string Close = "closes the connection at once";

    public const string NoHttp = "answers something that is not HTTP";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private readonly CancellationTokenSource _ended = new();

    public RawReceiver(string behaviour)
    {
        _listener.Start();
        _ = AcceptAsync(behaviour);
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Dispose();
        _ended.Dispose();
    }

    private async Task AcceptAsync(string behaviour)
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_ended.Token), behaviour);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, string behaviour)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                switch (behaviour)
                {
                    case Close:
                        return;
                    case NoHttp:
                        await WriteAsync(stream, "This is not HTTP.\r\n\r\n");
                        return;
                    case Hang:
                        await Task.Delay(Timeout.Infinite, _ended.Token);
                        return;
                    case DribbleHeaders:
                        await RepeatAsync(stream, "HTTP/1.1 200 OK\r\n", "X", TimeSpan.FromMilliseconds(50));
                        return;
                    case StreamHeaders:
                        await RepeatAsync(stream, "HTTP/1.1 200 OK\r\n", $"X-More: {new string('x', 1000)}\r\n", TimeSpan.Zero);
                        return;
                    case StreamBody:
                        await RepeatAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", $"400\r\n{new string('x', 1024)}\r\n", TimeSpan.Zero);
                        return;
                }
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or ObjectDisposedException)
            {
                // The hub has had enough of it, or the test has ended.
            }
        }
    }

    private async Task RepeatAsync(NetworkStream stream, string first, string again, TimeSpan pause)
    {
        await WriteAsync(stream, first);
        while (!_ended.IsCancellationRequested)
        {
            await WriteAsync(stream, again);
            await Task.Delay(pause, _ended.Token);
        }
    }

    private async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), _ended.Token);
}
