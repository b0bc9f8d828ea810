using InfoShare.Agencies;
using InfoShare.Records;

namespace InfoShare.Dispositions;

/// <summary>An authority's feedback on an alert. Its newest counts; earlier ones stay as they were given.</summary>
/// <param name="AnsweredAt">To the millisecond; later than the agency's answer before.</param>
public sealed record Disposition(RecordId Alert, AgencyId Agency, DispositionAnswer Answer, string? Note, DateTimeOffset AnsweredAt)
{
    /// <summary>Whether it says the same as another, whenever it was given.</summary>
    public bool SaysTheSameAs(Disposition other) => Answer == other.Answer && Note == other.Note;
}

/// <summary>What an authority sends.</summary>
public sealed record DispositionDraft(DispositionAnswer Answer, string? Note);
