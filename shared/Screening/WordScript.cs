namespace InfoShare.Screening;

/// <summary>How a word was written, as far as it says how its transliteration is to be compared. Numbers are part of the index.</summary>
internal enum WordScript : byte
{
    /// <summary>Latin, Cyrillic, Greek and others whose letters are all written.</summary>
    Alphabet,

    /// <summary>Han characters, read as pinyin.</summary>
    Han,

    /// <summary>Arabic, Hebrew and others that leave vowels out.</summary>
    Abjad,
}
