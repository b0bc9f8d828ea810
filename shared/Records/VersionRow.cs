using System.Buffers;
using System.Security.Cryptography;
using InfoShare.Storage;

namespace InfoShare.Records;

/// <summary>An immutable version row; the sequencer alone adds its <c>index</c> to it.</summary>
/// <param name="Attempt">Who wrote it: tells an ambiguous commit of one's own from another's.</param>
public sealed record VersionRow(RecordHeader Header, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Salt, string Attempt)
{
    private const int SaltBytes = 32;

    /// <summary>A new version with a fresh salt.</summary>
    public static VersionRow New(RecordHeader header, ReadOnlyMemory<byte> body, string attempt) =>
        new(header, body, RandomNumberGenerator.GetBytes(SaltBytes), attempt);

    public static VersionRow Read(Entity entity) => new(
        RecordRow.ReadHeader(entity),
        entity.Properties.GetBinary("body") ?? default,
        entity.Properties.GetBinary("salt") ?? throw new InvalidDataException($"{entity.Row} has no salt."),
        entity.Properties.GetString("attempt") ?? throw new InvalidDataException($"{entity.Row} has no attempt."));

    /// <summary>SHA-256(salt ‖ body): erasing salt and body later leaves the commitment verifiable by who kept them, and opaque to all others.</summary>
    public ReadOnlyMemory<byte> Commitment()
    {
        var length = Salt.Length + Body.Length;
        var salted = ArrayPool<byte>.Shared.Rent(length);
        Salt.Span.CopyTo(salted);
        Body.Span.CopyTo(salted.AsSpan(Salt.Length));
        var hash = SHA256.HashData(salted.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(salted);
        return hash;
    }

    public StoredVersion ToStored() => new(Header, Body);

    /// <param name="header">The header as it is encoded in the current row too.</param>
    public Properties ToProperties(ReadOnlyMemory<byte> header) => new()
    {
        { "header", header },
        { "body", Body },
        { "salt", Salt },
        { "commitment", Commitment() },
        { "attempt", Attempt },
    };
}
