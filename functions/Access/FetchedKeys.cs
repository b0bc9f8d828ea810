using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace InfoShare.Functions.Access;

/// <summary>
/// An issuer's keys as fetched from its JWK Set: re-read once an hour, and for an unknown key id at most every
/// <see cref="RetryInterval"/>, so that made-up ids do not become a flood of requests at the issuer.
/// </summary>
public sealed partial class FetchedKeys(IssuerDescription issuer, IHttpClientFactory http, TimeProvider time, ILogger<FetchedKeys> log)
    : IIssuerKeys
{
    /// <summary>The name of the HTTP client, which follows no redirect and reads at most a megabyte within ten seconds.</summary>
    public const string ClientName = "issuers";

    public static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(1);

    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private volatile FrozenDictionary<string, JsonWebKey>? _keys;
    private long _triedAt = long.MinValue;
    private long _readAt = long.MinValue;
    private int _generation;
    private Task? _reading;

    public int Generation => Volatile.Read(ref _generation);

    public async ValueTask<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var keys = _keys;
        if (keys is not null && keys.TryGetValue(keyId, out var key))
        {
            if (IsOlder(_readAt, RefreshInterval))
            {
                // Known keys serve while the set is read again behind this request.
                _ = Refresh();
            }

            return key;
        }

        await Refresh().WaitAsync(cancellationToken);
        keys = _keys ?? throw new IssuerUnavailableException($"The keys of '{issuer.Issuer}' cannot be read.");
        return keys.GetValueOrDefault(keyId);
    }

    private bool IsOlder(long timestamp, TimeSpan age) => timestamp == long.MinValue || time.GetElapsedTime(timestamp) >= age;

    private Task Refresh()
    {
        lock (_gate)
        {
            if (_reading is not { IsCompleted: false } && IsOlder(_triedAt, RetryInterval))
            {
                _triedAt = time.GetTimestamp();
                _reading = ReadAsync();
            }

            return _reading ?? Task.CompletedTask;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            using var client = http.CreateClient(ClientName);
            var address = issuer.IsMetadata ? await ReadMetadataAsync(client) : issuer.Keys;
            Show(KeySet.Read(await client.GetByteArrayAsync(address)));
            _readAt = time.GetTimestamp();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            LogUnreadable(log, issuer.Issuer, exception);
        }
    }

    private async Task<Uri> ReadMetadataAsync(HttpClient client)
    {
        using var metadata = JsonDocument.Parse(await client.GetByteArrayAsync(issuer.Keys));
        var root = metadata.RootElement;
        return root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("issuer", out var named)
            && named.ValueKind == JsonValueKind.String
            && named.ValueEquals(issuer.Issuer)
            && root.TryGetProperty("jwks_uri", out var address)
            && address.ValueKind == JsonValueKind.String
            && Uri.TryCreate(address.GetString(), UriKind.Absolute, out var uri)
            && TrustedIssuers.IsSafe(uri)
            ? uri
            : throw new JsonException("The metadata names another issuer or no safe 'jwks_uri'.");
    }

    private void Show(FrozenDictionary<string, JsonWebKey> fetched)
    {
        if (_keys is { } known && known.Count == fetched.Count && known.All(pair => IsSame(pair.Value, fetched.GetValueOrDefault(pair.Key))))
        {
            return;
        }

        _keys = fetched;
        Interlocked.Increment(ref _generation);
    }

    private static bool IsSame(JsonWebKey known, JsonWebKey? fetched) =>
        fetched is not null && (known.Kty, known.Crv, known.X, known.Y, known.N, known.E) == (fetched.Kty, fetched.Crv, fetched.X, fetched.Y, fetched.N, fetched.E);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the issuer {Issuer} could not be read; known keys serve on.")]
    private static partial void LogUnreadable(ILogger log, string issuer, Exception exception);
}
