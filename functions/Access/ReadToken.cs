using System.Buffers.Text;
using System.Text.Json;
using InfoShare.Access;

namespace InfoShare.Functions.Access;

/// <summary>
/// What a token says of itself before anything of it is believed: read by us, bounded, so that encrypted tokens, unsigned ones and hostile
/// JSON never reach the library.
/// </summary>
public sealed record ReadToken
{
    /// <summary>Characters of a token.</summary>
    public const int MaxLength = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public required string Algorithm { get; init; }

    public required string KeyId { get; init; }

    public required string Issuer { get; init; }

    public string? Subject { get; init; }

    /// <summary>From <c>azp</c>, <c>appid</c> or <c>client_id</c>, whichever is there first.</summary>
    public string? ClientId { get; init; }

    public Roles Roles { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset NotBefore { get; init; }

    /// <summary>The token's claims, or null with the reason why it cannot be one of ours.</summary>
    public static ReadToken? Read(string compact, out string refusal)
    {
        var dots = compact.AsSpan().Count('.');
        if (dots != 2)
        {
            refusal = dots == 4 ? "Encrypted tokens are not taken." : "The token is not a signed JWT.";
            return null;
        }

        try
        {
            var parts = compact.Split('.');
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), Strict);
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]), Strict);
            return Read(header.RootElement, claims.RootElement, out refusal);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            refusal = "The token cannot be read.";
            return null;
        }
    }

    private static ReadToken? Read(JsonElement header, JsonElement claims, out string refusal)
    {
        if (header.ValueKind != JsonValueKind.Object || claims.ValueKind != JsonValueKind.Object)
        {
            refusal = "The token cannot be read.";
            return null;
        }

        var type = Text(header, "typ");
        if (header.TryGetProperty("crit", out _) || !(type is null || IsType(type, "JWT") || IsType(type, "at+jwt")))
        {
            refusal = "The token is of a kind that is not taken.";
            return null;
        }

        if (Text(header, "alg") is not { } algorithm || Text(header, "kid") is not { } keyId || Text(claims, "iss") is not { } issuer || Instant(claims, "exp") is not { } expiresAt)
        {
            refusal = "The token needs alg, kid, iss and exp.";
            return null;
        }

        refusal = "";
        return new()
        {
            Algorithm = algorithm,
            KeyId = keyId,
            Issuer = issuer,
            Subject = Text(claims, "sub"),
            ClientId = Text(claims, "azp") ?? Text(claims, "appid") ?? Text(claims, "client_id"),
            Roles = ReadRoles(claims),
            ExpiresAt = expiresAt,
            NotBefore = Instant(claims, "nbf") ?? DateTimeOffset.MinValue,
        };
    }

    private static bool IsType(string type, string expected) =>
        type.Equals(expected, StringComparison.OrdinalIgnoreCase) || type.Equals("application/" + expected, StringComparison.OrdinalIgnoreCase);

    private static Roles ReadRoles(JsonElement claims)
    {
        if (!claims.TryGetProperty("roles", out var roles))
        {
            return Roles.None;
        }

        return roles.ValueKind switch
        {
            JsonValueKind.String => RoleCodes.Known([roles.GetString()!]),
            JsonValueKind.Array => RoleCodes.Known(roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!)),
            _ => Roles.None,
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A NumericDate (RFC 7519 section 2): seconds, with or without a fraction.</summary>
    private static DateTimeOffset? Instant(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= 253402300799
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : throw new FormatException($"'{name}' is not a time.");
    }
}
