using System.Net;
using System.Net.Sockets;

namespace InfoShare.Tests.Azurite;

/// <summary>An account of the emulator behind ports where nobody listens until it is opened: what a process of its own sees of an outage.</summary>
internal sealed class BarredAccount : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();

    private readonly List<(int Port, Uri Service)> _services = [];

    private readonly List<Task> _running = [];

    private readonly HashSet<int> _opened = [];

    private readonly int _tables;

    private volatile int _stalled;

    /// <param name="connectionString">Of the account itself.</param>
    public BarredAccount(string connectionString)
    {
        var parts = connectionString.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        foreach (var endpoint in parts.Keys.Where(name => name.EndsWith("Endpoint", StringComparison.Ordinal)).ToList())
        {
            var service = new UriBuilder(parts[endpoint]);
            _services.Add((FreePort(), service.Uri));
            service.Port = _services[^1].Port;
            _tables = endpoint == "TableEndpoint" ? service.Port : _tables;
            parts[endpoint] = service.Uri.ToString();
        }

        ConnectionString = string.Join(';', parts.Select(part => $"{part.Key}={part.Value}"));
    }

    /// <summary>By the ports that are closed at first.</summary>
    public string ConnectionString { get; }

    /// <summary>Where services were opened already, those that were not.</summary>
    public void Open()
    {
        foreach (var (port, service) in _services.Where(service => _opened.Add(service.Port)))
        {
            Listen(port, service);
        }
    }

    /// <summary>All but tables, which take connections and say nothing.</summary>
    public void OpenButForTables()
    {
        _stalled = _tables;
        Open();
    }

    /// <summary>Tables answer again whoever connects anew.</summary>
    public void EndStall() => _stalled = 0;

    private void Listen(int port, Uri service)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _running.Add(ListenAsync(listener, port, service));
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closed.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ListenAsync(TcpListener listener, int port, Uri service)
    {
        using (listener)
        {
            var connections = new List<Task>();
            try
            {
                while (true)
                {
                    connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(_closed.Token), port, service));
                }
            }
            catch (OperationCanceledException)
            {
                await Task.WhenAll(connections);
            }
        }
    }

    private async Task ServeAsync(TcpClient client, int port, Uri service)
    {
        using var account = new TcpClient();
        using (client)
        {
            try
            {
                if (_stalled == port)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _closed.Token);
                }

                await account.ConnectAsync(service.Host, service.Port, _closed.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(account.GetStream(), _closed.Token),
                    account.GetStream().CopyToAsync(client.GetStream(), _closed.Token));
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // One of the two has left, and so does the other.
            }
        }
    }
}
