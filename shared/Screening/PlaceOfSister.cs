namespace InfoShare.Screening;

/// <summary>A place that only one of two names has where sister companies say theirs.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for a place that is no country.</param>
/// <param name="IsAsked">The name asked has it.</param>
/// <param name="Factor">What it did to the score.</param>
internal readonly record struct PlaceOfSister(string? Country, bool IsAsked, double Factor);
