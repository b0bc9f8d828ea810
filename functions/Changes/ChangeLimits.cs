namespace InfoShare.Functions.Changes;

/// <summary>How much one page of the feed takes; tests use less.</summary>
public sealed record ChangeLimits
{
    /// <summary>Versions that one page passes over at most, whether the caller may see them or not.</summary>
    public int MaxScanned { get; init; } = 20_000;

    /// <summary>Bytes of bodies after which a page ends.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Versions whose bodies are read together.</summary>
    public int Chunk { get; init; } = 64;

    /// <summary>Reads under way at once for one request.</summary>
    public int AtOnce { get; init; } = 16;
}
