namespace InfoShare.Screening;

/// <summary>Words of one name, <see cref="Count"/> from <see cref="At"/>, that agree with words of another.</summary>
internal readonly record struct WordMatch(int At, int Count, int OtherAt, int OtherCount, float Likeness, bool IsAcronym);
