namespace InfoShare.Screening;

/// <summary>
/// What one question has learnt of the index's words: the words themselves and how alike each is to the question's. Names share words, so most
/// comparisons are looked up. Used by one thread.
/// </summary>
internal sealed class KnownWords(NameIndex index)
{
    private readonly Dictionary<int, NameWord> _words = [];

    private readonly Dictionary<long, float> _likeness = [];

    /// <summary>Of the question's words by their places: letters of their sounds.</summary>
    private readonly Dictionary<int, uint> _letters = [];

    /// <summary>The word under its number in the stream, see <see cref="NameIndex"/>.</summary>
    public NameWord Word(int streamed)
    {
        if (!_words.TryGetValue(streamed, out var word))
        {
            word = index.Words.Word(streamed >> 1, (streamed & 1) != 0) with { Number = streamed >> 1 };
            _words.Add(streamed, word);
        }

        return word;
    }

    /// <summary>How alike the question's word at a place is to a word.</summary>
    public float Likeness(int at, in NameWord asked, in NameWord found)
    {
        if (found.Number < 0)
        {
            return WordLikeness.Of(asked, found);
        }

        var key = ((long)at << 32) | (uint)found.Number;
        if (!_likeness.TryGetValue(key, out var likeness))
        {
            likeness = MayBeAlike(at, asked, found) ? WordLikeness.Of(asked, found) : 0;
            _likeness.Add(key, likeness);
        }

        return likeness;
    }

    /// <summary>False for words of an alphabet that could only be alike by their spelling, and are not by their letters.</summary>
    private bool MayBeAlike(int at, in NameWord asked, in NameWord found)
    {
        if (asked.Script != WordScript.Alphabet || found.Script != WordScript.Alphabet || asked.Text.Length == 1 || found.Text.Length == 1
            || (asked.Idea != 0 && asked.Idea == found.Idea))
        {
            return true;
        }

        if (!_letters.TryGetValue(at, out var letters))
        {
            letters = Sounds.Letters(Sounds.Fold(asked.Text));
            _letters.Add(at, letters);
        }

        return Sounds.MayBeAlike(letters, index.Words.SoundLetters(found.Number), Math.Max(asked.Text.Length, found.Text.Length));
    }
}
