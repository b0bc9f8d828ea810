namespace InfoShare.Screening;

/// <summary>What a table says of a word or a phrase.</summary>
/// <param name="AtEnds">It counts only at either end of a name.</param>
internal readonly record struct LexiconEntry(WordKind Kind, ushort Idea, bool AtEnds);
