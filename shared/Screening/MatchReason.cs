namespace InfoShare.Screening;

/// <summary>One feature of a comparison.</summary>
/// <param name="Feature">Its code, such as <c>legal-form-differs</c>.</param>
/// <param name="Effect">What it did to the score: how much lower or higher the score is for it.</param>
/// <param name="Text">A sentence for people, in English.</param>
public sealed record MatchReason(string Feature, double Effect, string Text);
