using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Access;
using InfoShare.Sequencing;

namespace InfoShare.Subscriptions;

/// <summary>
/// A delivery's id follows from its subscription and the version's place, so that telling twice is one delivery, and its receiver knows a
/// repetition. It is one encrypted block: the place does not show, and who comes back with the id is understood.
/// </summary>
public sealed class DeliveryIds(HubKeys keys)
{
    private const string Prefix = "dlv_";

    private const string AnswerPrefix = "ans_";

    private const int Block = 16;

    private const int Half = Block / 2;

    public string Of(string subscription, long index)
    {
        Span<byte> plain = stackalloc byte[Block];
        Mark(subscription).CopyTo(plain);
        BinaryPrimitives.WriteInt64BigEndian(plain[Half..], index);
        using var aes = Aes.Create();
        aes.SetKey(keys.Deliveries.Span);
        return Prefix + Convert.ToHexStringLower(Encrypt(aes, plain));
    }

    /// <summary>The id of the notice that an alert was answered: the same however often it is asked for, and nobody finds out from it who has answered.</summary>
    public string OfAnswer(string subscription, AnsweredAlert answered)
    {
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"answer {subscription} {answered.Alert} {answered.By} {answered.At.UtcTicks}");
        return AnswerPrefix + Convert.ToHexStringLower(HMACSHA256.HashData(keys.Deliveries.Span, Encoding.UTF8.GetBytes(text)).AsSpan(0, Block));
    }

    /// <summary>The place of the version that this id of a delivery of the subscription is about.</summary>
    public bool TryRead(string id, string subscription, out SequenceIndex index)
    {
        index = default;
        Span<byte> sealedBytes = stackalloc byte[Block];
        if (id.Length != Prefix.Length + (2 * Block) || !id.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(id.AsSpan(Prefix.Length), sealedBytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        using var aes = Aes.Create();
        aes.SetKey(keys.Deliveries.Span);
        var plain = Decrypt(aes, sealedBytes);
        index = new(BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(Half)));
        return plain.AsSpan(0, Half).SequenceEqual(Mark(subscription)) && index >= SequenceIndex.Zero;
    }

    [SuppressMessage("Security", "CA5358:Review cipher mode usage with cryptography experts", Justification = "One block that is never the same twice: a keyed permutation.")]
    private static byte[] Encrypt(Aes aes, ReadOnlySpan<byte> block) => aes.EncryptEcb(block, PaddingMode.None);

    [SuppressMessage("Security", "CA5358:Review cipher mode usage with cryptography experts", Justification = "One block that is never the same twice: a keyed permutation.")]
    private static byte[] Decrypt(Aes aes, ReadOnlySpan<byte> block) => aes.DecryptEcb(block, PaddingMode.None);

    private static ReadOnlySpan<byte> Mark(string subscription) => SHA256.HashData(Encoding.UTF8.GetBytes(subscription)).AsSpan(0, Half);
}
