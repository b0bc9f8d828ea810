using InfoShare.Access;

namespace InfoShare.Records;

/// <summary>A record as its publisher sent it, checked and in normal form: ready to be decided upon.</summary>
public sealed record RecordDraft
{
    public required RecordKind Kind { get; init; }

    /// <summary>In NFC.</summary>
    public required string Reference { get; init; }

    /// <summary>RFC 8785 canonical JSON of section 9's members (without kind, op, ifVersion and change), at most <see cref="MaxBodyBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>See <see cref="RecordHeader.ContentHash"/>.</summary>
    public required ReadOnlyMemory<byte> ContentHash { get; init; }

    public required Label Label { get; init; }

    public required MerchantFacts Merchant { get; init; }

    public IReadOnlyList<PartyFacts> Parties { get; init; } = [];

    /// <summary>Of alerts alone.</summary>
    public AlertFacts? Alert { get; init; }

    public string? Category { get; init; }

    public string? Typology { get; init; }

    public IReadOnlyList<string> Measures { get; init; } = [];

    public string? Severity { get; init; }

    public string? Stage { get; init; }

    public int? RiskScore { get; init; }

    public DateOnly? DecidedOn { get; init; }

    /// <summary>The last day of publicity: <c>publicityUntil</c>, or without it <c>effectiveUntil</c>.</summary>
    public DateOnly? PublicUntil { get; init; }

    /// <summary>Bytes of a body in canonical form: 60 KiB, so that it fits one property with room to spare.</summary>
    public const int MaxBodyBytes = 60 * 1024;
}
