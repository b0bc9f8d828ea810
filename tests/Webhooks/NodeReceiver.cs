using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using InfoShare.Tests.Docs;

namespace InfoShare.Tests.Webhooks;

/// <summary>A receiver in Node that verifies with the npm package <c>standardwebhooks</c>.</summary>
internal sealed class NodeReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private readonly HttpClient _client = new();

    private NodeReceiver(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<NodeReceiver> StartAsync()
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "Webhooks", "receiver.js")]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        var first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The receiver ended at once.");
        var port = JsonNode.Parse(first)!["port"]!.GetValue<int>();
        return new(process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
    }

    public async Task UseAsync(string secret)
    {
        using var content = new StringContent(secret);
        using var answer = await _client.PutAsync(Address, content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the receiver says of the next request.</summary>
    public async Task<JsonNode> NextAsync() => JsonNode.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience))!)!;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }
}
