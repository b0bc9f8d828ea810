using InfoShare.Functions.Hosting;
using InfoShare.Submissions;

namespace InfoShare.Functions.Submissions;

/// <summary>Reads the section <c>Submissions</c> of the configuration; docs/settings.md lists it.</summary>
public static class SubmissionSettings
{
    /// <summary>The options, defaults where the section says nothing.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be meant.</exception>
    public static SubmissionOptions ReadSubmissionOptions(this IConfiguration configuration)
    {
        var section = configuration.GetSection("Submissions");
        var usual = new SubmissionOptions();
        return new()
        {
            MaxUploadBytes = section.Positive(nameof(usual.MaxUploadBytes), usual.MaxUploadBytes),
            MaxExpandedBytes = section.Positive(nameof(usual.MaxExpandedBytes), usual.MaxExpandedBytes),
            MaxExpansionRatio = section.Positive(nameof(usual.MaxExpansionRatio), usual.MaxExpansionRatio),
            MaxLineBytes = section.Positive(nameof(usual.MaxLineBytes), usual.MaxLineBytes),
            BatchLines = section.Positive(nameof(usual.BatchLines), usual.BatchLines),
            BatchBytes = section.Positive(nameof(usual.BatchBytes), usual.BatchBytes),
            SegmentLines = section.Positive(nameof(usual.SegmentLines), usual.SegmentLines),
            SegmentTime = section.Positive(nameof(usual.SegmentTime), usual.SegmentTime),
            FirstSegmentTime = section.Positive(nameof(usual.FirstSegmentTime), usual.FirstSegmentTime),
            MaxAttempts = section.Positive(nameof(usual.MaxAttempts), usual.MaxAttempts),
            RangeTime = section.Positive(nameof(usual.RangeTime), usual.RangeTime),
            MaxPending = section.Positive(nameof(usual.MaxPending), usual.MaxPending),
            AbandonedAfter = section.Positive(nameof(usual.AbandonedAfter), usual.AbandonedAfter),
            MaxRevivals = section.Positive(nameof(usual.MaxRevivals), usual.MaxRevivals),
        };
    }
}
