using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Access;

namespace InfoShare.Subscriptions;

/// <summary>A receiver's secret as it is stored: encrypted under a key of the hub, so that the table alone gives none away.</summary>
/// <param name="Sealed">Nonce, tag, secret (AES-256-GCM), in base64.</param>
/// <param name="Until">When it stops being used; null: while it is the newest.</param>
public sealed record SealedSecret(string Sealed, DateTimeOffset? Until);

/// <summary>
/// Secrets and signatures as Standard Webhooks 1.0.0 has them: <c>whsec_</c> and the base64 of the secret; <c>v1,</c> and the base64 of
/// HMAC-SHA-256 over <c>id.timestamp.body</c>.
/// </summary>
public sealed class WebhookSecret(HubKeys keys)
{
    /// <summary>What every shown secret begins with.</summary>
    public const string Prefix = "whsec_";

    private const int SecretBytes = 32;

    private const int NonceBytes = 12;

    private const int TagBytes = 16;

    /// <summary>A new secret: as it is shown, once, and as it is kept.</summary>
    public (string Shown, SealedSecret Kept) New()
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var bytes = new byte[NonceBytes + TagBytes + SecretBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(keys.WebhookSecrets.Span, TagBytes);
        aes.Encrypt(bytes.AsSpan(0, NonceBytes), secret, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
        return (Prefix + Convert.ToBase64String(secret), new(Convert.ToBase64String(bytes), null));
    }

    /// <summary>The header <c>webhook-signature</c>: a signature by every secret that is good now, so that a receiver may know the old one or the new.</summary>
    public string Sign(Subscription subscription, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', subscription.Secrets.Where(secret => secret.Until is not { } until || until > at)
            .Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Open(secret), signed))}"));
    }

    private byte[] Open(SealedSecret kept)
    {
        var bytes = Convert.FromBase64String(kept.Sealed).AsSpan();
        var secret = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(keys.WebhookSecrets.Span, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), secret);
        return secret;
    }
}
