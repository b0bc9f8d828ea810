using System.Runtime.CompilerServices;
using System.Text.Json;

namespace InfoShare.Cli.Hub;

/// <summary>Reads a list of the hub to its end, page by page.</summary>
public static class Pages
{
    /// <param name="path">The list's path with its filters.</param>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(HubClient hub, string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var next = path;
        while (next is not null)
        {
            var page = await hub.GetJsonAsync(next, cancellation);
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                yield return item;
            }

            next = page.TryGetProperty("next", out var cursor) && cursor.GetString() is { } text
                ? $"{path}{separator}cursor={Uri.EscapeDataString(text)}"
                : null;
        }
    }
}
