using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InfoShare.Benchmarks.Load;

/// <summary>One keep-alive connection on a bare socket, so that the client costs little of the machine that it shares with the server.</summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private readonly byte[] _request;
    private readonly int[] _places;
    private readonly LoadNumbers _numbers;
    private readonly byte[] _answer = new byte[1 << 20];

    private LoadConnection(Socket socket, byte[] request, LoadNumbers numbers)
    {
        _socket = socket;
        _request = (byte[])request.Clone();
        _places = [.. PlacesIn(request)];
        _numbers = numbers;
    }

    public long Requests { get; private set; }

    public long Failures { get; private set; }

    public static async Task<LoadConnection> OpenAsync(int port, byte[] request, LoadNumbers numbers)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(20))
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return new(socket, request, numbers);
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(started) < StartTime)
            {
                // The server is still starting.
                socket.Dispose();
            }
        }
    }

    public async Task RunAsync(Stopwatch clock, TimeSpan until)
    {
        while (clock.Elapsed < until)
        {
            Number();
            await _socket.SendAsync(_request, SocketFlags.None);
            if (await ReadAnswerAsync())
            {
                Requests++;
            }
            else
            {
                Failures++;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static IEnumerable<int> PlacesIn(byte[] request)
    {
        var placeholder = Encoding.ASCII.GetBytes(LoadPlan.Placeholder);
        for (var at = 0; request.AsSpan(at).IndexOf(placeholder) is >= 0 and var found; at += found + placeholder.Length)
        {
            yield return at + found;
        }
    }

    private void Number()
    {
        if (_places.Length == 0)
        {
            return;
        }

        var number = _numbers.Next();
        foreach (var place in _places)
        {
            Utf8Formatter.TryFormat(number, _request.AsSpan(place, LoadPlan.Placeholder.Length), out _, new('D', (byte)LoadPlan.Placeholder.Length));
        }
    }

    /// <summary>Whether the answer is a 2xx.</summary>
    private async ValueTask<bool> ReadAnswerAsync()
    {
        for (var length = 0; ;)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length), SocketFlags.None);
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (IsWhole(_answer.AsSpan(0, length)))
            {
                return _answer[9] == '2';
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var headers = answer[..(end + 2)];
        var at = headers.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var value = headers[(at + "\r\nContent-Length: "u8.Length)..];
        var length = int.Parse(value[..value.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture);
        return answer.Length - end - 4 >= length;
    }
}
