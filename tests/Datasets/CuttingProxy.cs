using System.Net;
using System.Net.Sockets;

namespace InfoShare.Tests.Datasets;

/// <summary>Stands between a client and a hub, and cuts the first connection after so many bytes of the answer's body.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private readonly Uri _hub;

    private readonly CancellationTokenSource _stopped = new();

    private readonly Task _running;

    private int _cutAt;

    public CuttingProxy(Uri hub, int cutAt)
    {
        (_hub, _cutAt) = (hub, cutAt);
        _listener.Start();
        _running = RunAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Connections so far.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopped.Dispose();
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        while (!_stopped.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
            Connections++;
            connections.Add(ServeAsync(client, Interlocked.Exchange(ref _cutAt, -1)));
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client, int cutAt)
    {
        using (client)
        {
            using var hub = new TcpClient();
            await hub.ConnectAsync(_hub.Host, _hub.Port, _stopped.Token);
            await Task.WhenAll(PassAsync(client, hub, -1), PassAsync(hub, client, cutAt));
        }
    }

    /// <summary>Byte by byte until the head has ended, then as many bytes of the body as are let through.</summary>
    private async Task PassAsync(TcpClient from, TcpClient to, int cutAt)
    {
        var (buffer, tail, body) = (new byte[4096], 0u, -1);
        try
        {
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _stopped.Token)) > 0)
            {
                var passed = 0;
                for (; passed < read && (cutAt < 0 || body < cutAt); passed++)
                {
                    tail = (tail << 8) | buffer[passed];
                    body = body >= 0 ? body + 1 : tail == 0x0d0a0d0a ? 0 : -1;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, passed), _stopped.Token);
                if (cutAt >= 0 && body >= cutAt)
                {
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One of the two has left.
        }
        finally
        {
            from.Close();
            to.Close();
        }
    }
}
