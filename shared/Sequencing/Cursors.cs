using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InfoShare.Access;

namespace InfoShare.Sequencing;

/// <summary>
/// Where a listing goes on, handed to the caller and kept nowhere: encrypted, because an index tells how much is hidden, and authenticated
/// (AES-256-GCM, random nonce). A cursor is good for its listing with the same filters, for its agency as that stands, and in its epoch.
/// </summary>
/// <param name="key">32 bytes: <see cref="HubKeys.Cursors"/>.</param>
/// <param name="epoch">The sequence's.</param>
public sealed class Cursors(ReadOnlyMemory<byte> key, string epoch)
{
    private const byte FormatVersion = 1;

    private const int NonceBytes = 12;

    private const int TagBytes = 16;

    private const int HashBytes = 16;

    private const int Overhead = 1 + NonceBytes + TagBytes;

    /// <summary>Epoch, agency, agency's facts, listing with its filters.</summary>
    private const int Hashes = 4;

    private const int MaxPositions = 4;

    private readonly byte[] _epoch = Hash([epoch]);

    /// <summary>Characters of a cursor at most.</summary>
    public static int MaxLength => Base64Url.GetEncodedLength(Overhead + (Hashes * HashBytes) + (MaxPositions * sizeof(long)));

    /// <param name="listing">Which listing, and every filter of it, in a fixed order.</param>
    public string Write(Caller caller, IReadOnlyList<string?> listing, params ReadOnlySpan<long> positions)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(positions.Length, MaxPositions);
        Span<byte> plain = stackalloc byte[(Hashes * HashBytes) + (positions.Length * sizeof(long))];
        WriteHashes(plain, caller, listing);
        for (var at = 0; at < positions.Length; at++)
        {
            BinaryPrimitives.WriteInt64BigEndian(plain[((Hashes * HashBytes) + (at * sizeof(long)))..], positions[at]);
        }

        var sealedBytes = new byte[Overhead + plain.Length];
        sealedBytes[0] = FormatVersion;
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(1, NonceBytes));
        using var aes = new AesGcm(key.Span, TagBytes);
        aes.Encrypt(
            sealedBytes.AsSpan(1, NonceBytes), plain, sealedBytes.AsSpan(Overhead), sealedBytes.AsSpan(1 + NonceBytes, TagBytes), sealedBytes.AsSpan(0, 1));
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>What the cursor says, if this caller may go on with it in this listing.</summary>
    public CursorOutcome Read(string cursor, Caller caller, IReadOnlyList<string?> listing)
    {
        if (cursor.Length > MaxLength || Open(cursor) is not { } plain)
        {
            return new CursorOutcome.Invalid();
        }

        Span<byte> expected = stackalloc byte[Hashes * HashBytes];
        WriteHashes(expected, caller, listing);
        if (!Same(plain, expected, 1))
        {
            return new CursorOutcome.Invalid();
        }

        if (!Same(plain, expected, 0))
        {
            return new CursorOutcome.Gone("The hub's sequence was begun anew since this cursor was given: start the listing over, without a cursor.");
        }

        if (!Same(plain, expected, 2))
        {
            return new CursorOutcome.Gone("What your agency may see has changed since this cursor was given: start the listing over, without a cursor.");
        }

        return Same(plain, expected, 3) ? new CursorOutcome.GoesOn(Positions(plain)) : new CursorOutcome.OtherListing();
    }

    private byte[]? Open(string cursor)
    {
        if (!Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        var rest = bytes.Length - Overhead - (Hashes * HashBytes);
        if (rest < 0 || rest % sizeof(long) != 0 || bytes[0] != FormatVersion)
        {
            return null;
        }

        var plain = new byte[bytes.Length - Overhead];
        try
        {
            using var aes = new AesGcm(key.Span, TagBytes);
            aes.Decrypt(bytes.AsSpan(1, NonceBytes), bytes.AsSpan(Overhead), bytes.AsSpan(1 + NonceBytes, TagBytes), plain, bytes.AsSpan(0, 1));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private void WriteHashes(Span<byte> hashes, Caller caller, IReadOnlyList<string?> listing)
    {
        _epoch.CopyTo(hashes);
        Hash([caller.Agency.ToString()]).CopyTo(hashes[HashBytes..]);
        Hash(FactsOf(caller)).CopyTo(hashes[(2 * HashBytes)..]);
        Hash(listing).CopyTo(hashes[(3 * HashBytes)..]);
    }

    /// <summary>All that the policy asks of an agency, how often that has changed, and the roles.</summary>
    private static IReadOnlyList<string?> FactsOf(Caller caller) =>
    [
        caller.Kind.ToString(), caller.Jurisdiction, caller.Membership.ToString(), caller.Roles.ToString(),
        caller.FeedEpoch.ToString(CultureInfo.InvariantCulture),
        .. caller.Groups.Order(StringComparer.Ordinal),
    ];

    private static bool Same(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int which) =>
        left.Slice(which * HashBytes, HashBytes).SequenceEqual(right.Slice(which * HashBytes, HashBytes));

    private static long[] Positions(ReadOnlySpan<byte> plain)
    {
        var rest = plain[(Hashes * HashBytes)..];
        var positions = new long[rest.Length / sizeof(long)];
        for (var at = 0; at < positions.Length; at++)
        {
            positions[at] = BinaryPrimitives.ReadInt64BigEndian(rest[(at * sizeof(long))..]);
        }

        return positions;
    }

    /// <summary>SHA-256 of the parts, each behind its length, null apart from empty; cut to 16 bytes.</summary>
    private static byte[] Hash(IReadOnlyList<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "");
            BinaryPrimitives.WriteInt32BigEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset()[..HashBytes];
    }
}

/// <summary>What a cursor turns out to be; a closed set.</summary>
public abstract record CursorOutcome
{
    private CursorOutcome()
    {
    }

    public sealed record GoesOn(IReadOnlyList<long> Positions) : CursorOutcome;

    /// <summary>No cursor of this hub, or of another agency: 400.</summary>
    public sealed record Invalid : CursorOutcome;

    /// <summary>Of another listing, or of other filters: 400.</summary>
    public sealed record OtherListing : CursorOutcome;

    /// <summary>It was good once: 410.</summary>
    /// <param name="Detail">How to start over.</param>
    public sealed record Gone(string Detail) : CursorOutcome;
}
