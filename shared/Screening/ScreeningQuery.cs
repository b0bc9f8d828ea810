using InfoShare.Identifiers;
using InfoShare.Records;

namespace InfoShare.Screening;

/// <summary>One question: which merchants may this be?</summary>
public sealed record ScreeningQuery
{
    /// <summary>Ways in which the one asked about is named; a merchant's score is that of the best pair.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>A code of the list of merchants' kinds.</summary>
    public string? Kind { get; init; }

    /// <summary>0 to 1: hits below it are left out.</summary>
    public double Threshold { get; init; } = ScoringTable.DefaultThreshold;

    public int Limit { get; init; } = ScreeningReader.DefaultLimit;

    /// <summary>Records that were looked at and dismissed.</summary>
    public IReadOnlySet<RecordId> Excluding { get; init; } = new HashSet<RecordId>();

    /// <summary>The names are parts of names: words that only the name found has do not speak against it.</summary>
    public bool IsPart { get; init; }
}
