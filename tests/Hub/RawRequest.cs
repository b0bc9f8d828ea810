using System.Net.Sockets;
using System.Text;

namespace InfoShare.Tests.Hub;

/// <summary>Bytes sent to a hub as they are, well-formed HTTP or not.</summary>
internal static class RawRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All that the hub answers until it closes the connection, or cuts it.</summary>
    /// <param name="request">In Latin-1: a character is a byte.</param>
    /// <param name="thenCloses">The client sends nothing more and says so, which is the end of a body that should have gone on.</param>
    public static async Task<string> SendAsync(Uri address, string request, bool thenCloses = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, patience.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        if (thenCloses)
        {
            socket.Client.Shutdown(SocketShutdown.Send);
        }

        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Cut, with whatever was answered before.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
