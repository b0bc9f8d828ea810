using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Agencies;
using InfoShare.Json;
using InfoShare.Storage;
using InfoShare.Text;

namespace InfoShare.Records;

/// <summary>
/// A record's id: <c>{kind}_{shard:2 hex}{128 bits in base32}</c>, derived by HMAC from the natural key, so that a record is found
/// from either by point reads, and an id seen somewhere does not give its reference away by dictionary.
/// </summary>
public readonly record struct RecordId
{
    /// <summary>Partitions of the Records table.</summary>
    public const int Shards = 64;

    private const int DigitsLength = 26;

    private readonly string? _value;

    private RecordId(string value, RecordKind kind)
    {
        _value = value;
        Kind = kind;
    }

    public RecordKind Kind { get; }

    /// <summary>The partition that holds the record: <c>00</c> to <c>3f</c>.</summary>
    public string Shard => StorageNames.RecordRows.Shards[(HexOf(_value![^(DigitsLength + 2)]) << 4) | HexOf(_value[^(DigitsLength + 1)])];

    /// <summary>The id of what <paramref name="agency"/> publishes under <paramref name="reference"/>.</summary>
    /// <param name="key">The hub's id key, 32 bytes.</param>
    public static RecordId Of(ReadOnlySpan<byte> key, AgencyId agency, RecordKind kind, string reference)
    {
        var (publisher, name, number) = (agency.ToString(), Code<RecordKind>.Of(kind), Normal.Nfc(reference));
        var most = 3 * (sizeof(int) + publisher.Length + name.Length + number.Length);
        var message = most <= 512 ? stackalloc byte[512] : new byte[most];
        var length = Put(message, publisher);
        length += Put(message[length..], name);
        length += Put(message[length..], number);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message[..length], hash);
        var shard = hash[16] % Shards;
        return new($"{Code<RecordKind>.Of(kind)}_{shard:x2}{Base32.Encode(hash[..16])}", kind);
    }

    public static bool TryParse(string? text, out RecordId id)
    {
        id = default;
        var separator = text?.IndexOf('_', StringComparison.Ordinal) ?? -1;
        if (separator < 0 || text!.Length != separator + 1 + 2 + DigitsLength || !Code<RecordKind>.TryParse(text[..separator], out var kind))
        {
            return false;
        }

        var shard = text.AsSpan(separator + 1, 2);
        if (shard[0] is < '0' or > '3' || !(char.IsAsciiDigit(shard[1]) || shard[1] is >= 'a' and <= 'f') || !Base32.IsValid(text.AsSpan(separator + 3)))
        {
            return false;
        }

        id = new(text, kind);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for ids that the hub itself stored.</summary>
    /// <exception cref="FormatException">Not a record id.</exception>
    public static RecordId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a record id.");

    public override string ToString() => _value ?? "";

    private static int HexOf(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10;

    /// <summary>The part's length, then the part in UTF-8; answers how many bytes that is.</summary>
    private static int Put(Span<byte> message, string part)
    {
        var length = Encoding.UTF8.GetBytes(part, message[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(message, length);
        return sizeof(int) + length;
    }
}
