using Microsoft.AspNetCore.Connections.Features;

namespace InfoShare.Functions.Access;

/// <summary>
/// The last Authorization header of a connection, with its token's key: most connections send one again and again, and the server keeps its text
/// while the connection lasts as well. Saves hashing the token at every request.
/// </summary>
internal sealed class ConnectionToken
{
    private static readonly object Place = new();

    // Streams of one connection may run at once: header and key go together.
    private Tuple<string, TokenKey>? _last;

    /// <summary>That of the request's connection; null where the server tells of none.</summary>
    public static ConnectionToken? Of(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>()?.Items is not { } items)
        {
            return null;
        }

        lock (items)
        {
            if (items.TryGetValue(Place, out var kept))
            {
                return (ConnectionToken?)kept;
            }

            var made = new ConnectionToken();
            items[Place] = made;
            return made;
        }
    }

    public TokenKey? KeyOf(string header) => _last is { } last && string.Equals(last.Item1, header, StringComparison.Ordinal) ? last.Item2 : null;

    public void Keep(string header, TokenKey key) => _last = new(header, key);
}
