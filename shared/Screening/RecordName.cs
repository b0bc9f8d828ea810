namespace InfoShare.Screening;

/// <summary>A merchant's name as a record has it.</summary>
internal readonly record struct RecordName(string Text, string Kind, bool Weak);
