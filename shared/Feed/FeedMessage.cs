using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfoShare.Agencies;

namespace InfoShare.Feed;

/// <summary>
/// A message as it says of itself, before anything of it is believed: a compact JWS (RFC 7515) whose header is <c>{alg: ES256, kid}</c> and whose
/// content is <c>{iss, jti, iat, alerts: […]}</c> or <c>{iss, jti, iat, file: {id, sha256}}</c>.
/// </summary>
public sealed record FeedMessage
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = FeedLimits.MaxDepth, AllowDuplicateProperties = false };

    private static readonly string[] HeaderMembers = ["alg", "kid", "typ", "cty"];

    private static readonly string[] Members = ["iss", "jti", "iat", "alerts", "file"];

    /// <summary>The institution that it says it is of.</summary>
    public required AgencyId Issuer { get; init; }

    /// <summary>The message's own id: one is taken once.</summary>
    public required string Id { get; init; }

    public required string KeyId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The alerts as lines of a submission; null: they are in <see cref="File"/>.</summary>
    public byte[]? Lines { get; init; }

    /// <summary>Where the alerts are; null: they are in <see cref="Lines"/>.</summary>
    public FeedFile? File { get; init; }

    /// <summary>What is signed: header and content, with the dot between.</summary>
    public required ReadOnlyMemory<byte> Signed { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>SHA-256 of its alerts, or that of the file that has them, in hexadecimal: two messages of one id and the same alerts are one.</summary>
    public string Digest => File?.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Lines!));

    /// <summary>The message, or null with the reason why it can be none.</summary>
    public static FeedMessage? Read(string compact, out string refusal)
    {
        var parts = compact.Split('.');
        if (compact.Length > FeedLimits.MaxMessageBytes || parts.Length != 3)
        {
            refusal = "The message is not a compact JWS of at most 48 KiB.";
            return null;
        }

        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]), Strict);
            var content = Base64Url.DecodeFromChars(parts[1]);
            using var claims = JsonDocument.Parse(content, Strict);
            if (Refuse(header.RootElement, claims.RootElement) is { } reason)
            {
                refusal = reason;
                return null;
            }

            refusal = "";
            return Of(header.RootElement, claims.RootElement, parts);
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            refusal = "The message cannot be read.";
            return null;
        }
    }

    private static string? Refuse(JsonElement header, JsonElement content)
    {
        if (header.ValueKind != JsonValueKind.Object || content.ValueKind != JsonValueKind.Object)
        {
            return "Header and content must be JSON objects.";
        }

        if (Unknown(header, HeaderMembers) is { } member || (member = Unknown(content, Members)) is not null)
        {
            return $"There is no member '{member}' in a message.";
        }

        if (Text(header, "alg") != "ES256" || Text(header, "kid") is not { Length: > 0 and <= 200 })
        {
            return "The header needs alg, which must be ES256, and kid.";
        }

        if (!AgencyId.TryParse(Text(content, "iss"), out _) || !IsId(Text(content, "jti")) || Seconds(content) is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The content needs iss (an agency's id), jti (1 to {FeedLimits.MaxId} visible ASCII characters) and iat (seconds).");
        }

        return RefuseAlerts(content);
    }

    private static string? RefuseAlerts(JsonElement content)
    {
        var (hasAlerts, hasFile) = (content.TryGetProperty("alerts", out var alerts), content.TryGetProperty("file", out var file));
        if (hasAlerts == hasFile)
        {
            return "The content needs either alerts or file.";
        }

        if (hasFile)
        {
            return FeedFile.Read(file) is null ? "file needs id and sha256, as the upload answered them." : null;
        }

        return alerts.ValueKind == JsonValueKind.Array && alerts.GetArrayLength() is > 0 and <= FeedLimits.MaxAlerts && alerts.EnumerateArray().All(alert => alert.ValueKind == JsonValueKind.Object)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"alerts must be a list of 1 to {FeedLimits.MaxAlerts} objects.");
    }

    private static FeedMessage Of(JsonElement header, JsonElement content, string[] parts) => new()
    {
        Issuer = AgencyId.Parse(Text(content, "iss")!),
        Id = Text(content, "jti")!,
        KeyId = Text(header, "kid")!,
        IssuedAt = DateTimeOffset.FromUnixTimeSeconds(Seconds(content)!.Value),
        Lines = content.TryGetProperty("alerts", out var alerts) ? LinesOf(alerts) : null,
        File = content.TryGetProperty("file", out var file) ? FeedFile.Read(file) : null,
        Signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
        Signature = Base64Url.DecodeFromChars(parts[2]),
    };

    /// <summary>
    /// A line for each alert, as it was written: a line feed or carriage return within one is white space, since a text has none that is not
    /// escaped. Nothing else is changed: what else Unicode breaks lines at may stand in a text, and is signed.
    /// </summary>
    private static byte[] LinesOf(JsonElement alerts)
    {
        var lines = new MemoryStream();
        foreach (var alert in alerts.EnumerateArray())
        {
            lines.Write(Encoding.UTF8.GetBytes(alert.GetRawText().Replace('\r', ' ').Replace('\n', ' ')));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static string? Unknown(JsonElement json, string[] known) =>
        json.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal));

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsId(string? id) => id is { Length: > 0 and <= FeedLimits.MaxId } && id.All(character => character is > ' ' and <= '~');

    private static long? Seconds(JsonElement content) =>
        content.TryGetProperty("iat", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253402300799
            ? seconds
            : null;
}
