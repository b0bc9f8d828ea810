using InfoShare.Agencies;

namespace InfoShare.Datasets;

/// <summary>
/// A version of a dataset as stored: immutable, and the version's publication by its coming into being. It never leaves the hub as it is:
/// what a caller may know of it, the endpoints show.
/// </summary>
public sealed record DatasetManifest
{
    public required DatasetName Dataset { get; init; }

    /// <summary>The version's id.</summary>
    public required string Version { get; init; }

    /// <summary>Counts the dataset's versions within the epoch, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The build that made it.</summary>
    public required string Build { get; init; }

    /// <summary>The sequence's.</summary>
    public required string Epoch { get; init; }

    /// <summary>The first index of the sequence that is not in it.</summary>
    public required long Index { get; init; }

    /// <summary>The same, encrypted, for callers.</summary>
    public required string Position { get; init; }

    /// <summary>When the build began: publicity periods were judged by this instant.</summary>
    public required DateTimeOffset BuiltAt { get; init; }

    /// <summary>The version that its deltas go out from; null: the first of its epoch.</summary>
    public string? Previous { get; init; }

    /// <summary>The agencies that the policy was asked about.</summary>
    public required IReadOnlyList<AudienceMember> Roster { get; init; }

    public required IReadOnlyList<DatasetSegment> Segments { get; init; }

    public DatasetSegment? Segment(string id) => Segments.FirstOrDefault(segment => string.Equals(segment.Id, id, StringComparison.Ordinal));

    /// <summary>The segments that the caller's agency belongs to, as it is now.</summary>
    public IEnumerable<DatasetSegment> SegmentsFor(Access.Caller caller) =>
        Roster.FirstOrDefault(member => member.Agency == caller.Agency) is { } member && member.IsStill(caller)
            ? Segments.Where(segment => segment.Id == Audience.PublicId || segment.Audience.Contains(caller.Agency))
            : Segments.Where(segment => segment.Id == Audience.PublicId);
}

/// <summary>The part of a version that one audience may have.</summary>
/// <param name="Audience">Empty for everybody.</param>
/// <param name="Rows">Records, or merchants.</param>
/// <param name="ValidUntil">When one of its records ends to be for all of the audience, by its publicity period; null: never.</param>
public sealed record DatasetSegment(
    string Id, IReadOnlyList<AgencyId> Audience, long Rows, DateTimeOffset? ValidUntil, IReadOnlyList<StoredFile> Files)
{
    public StoredFile? File(string name) => Files.FirstOrDefault(file => string.Equals(file.Name, name, StringComparison.Ordinal));
}

/// <summary>A file of a segment.</summary>
/// <param name="Name">Without the segment, such as <c>sanctions.csv.gz</c>.</param>
/// <param name="Blob">Its name in the store.</param>
/// <param name="Length">Bytes as stored.</param>
/// <param name="Sha256">Of the bytes as stored, in hexadecimal.</param>
/// <param name="ContentLength">Bytes uncompressed.</param>
/// <param name="ContentSha256">Of the uncompressed bytes.</param>
/// <param name="Entries">Lines or rows, without a header.</param>
/// <param name="MediaType">Of the content, uncompressed.</param>
public sealed record StoredFile(string Name, string Blob, long Length, string Sha256, long ContentLength, string ContentSha256, long Entries, string MediaType);
