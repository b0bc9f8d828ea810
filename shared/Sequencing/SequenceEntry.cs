using InfoShare.Access;
using InfoShare.Records;

namespace InfoShare.Sequencing;

/// <summary>What a sequence row says of its version, without whom the record is about: all that decides who may be told of it.</summary>
public record EntryHeader
{
    public required RecordHeader Header { get; init; }

    /// <summary>The label of the version before this one: who could see that and cannot see this is told of a withdrawal. Null in version 1.</summary>
    public Label? LabelBefore { get; init; }

    /// <summary>The status of the version before this one. Null in version 1.</summary>
    public RecordStatus? StatusBefore { get; init; }
}

/// <summary>
/// What a sequence row says of its version: all that the in-memory index and deliveries need without a second read.
/// </summary>
public sealed record SequenceEntry : EntryHeader
{
    /// <summary>Empty in a retraction.</summary>
    public MerchantFacts Merchant { get; init; } = new();

    /// <summary>Empty in a retraction.</summary>
    public IReadOnlyList<PartyFacts> Parties { get; init; } = [];

    /// <summary>Of alerts; null in a retraction.</summary>
    public AlertFacts? Alert { get; init; }
}

/// <summary>An entry with its place.</summary>
public readonly record struct Sequenced(SequenceIndex Index, SequenceEntry Entry);

/// <summary>An entry's header with its place.</summary>
/// <remarks>A class: it is handed from the index's tail to readers in one reference.</remarks>
public sealed record SequencedHeader(SequenceIndex Index, EntryHeader Entry);
