namespace InfoShare.Screening;

/// <summary>
/// What one question has learnt of the index's words: the words themselves and how alike each is to the question's. Names share words, so most
/// comparisons are looked up. Used by one thread.
/// </summary>
internal sealed class KnownWords(NameIndex index)
{
    private const int Asked = ParsedName.MaxWords;

    /// <summary>Places in <see cref="_words"/> by numbers of the stream.</summary>
    private readonly Dictionary<int, int> _places = [];

    private readonly List<NameWord> _words = [];

    /// <summary>Of each word, by the places of the question's words; not a number where it is not known yet.</summary>
    private float[] _likeness = new float[64 * Asked];

    /// <summary>Of the question's words by their places: letters of their sounds.</summary>
    private readonly uint?[] _letters = new uint?[Asked];

    /// <summary>The word under its number in the stream, see <see cref="NameIndex"/>.</summary>
    public NameWord Word(int streamed)
    {
        if (!_places.TryGetValue(streamed, out var place))
        {
            place = _words.Count;
            _places.Add(streamed, place);
            _words.Add(index.Words.Word(streamed >> 1, (streamed & 1) != 0) with { Number = streamed >> 1, Place = place });
            if (_likeness.Length < _words.Count * Asked)
            {
                Array.Resize(ref _likeness, 2 * _likeness.Length);
            }

            _likeness.AsSpan(place * Asked, Asked).Fill(float.NaN);
        }

        return _words[place];
    }

    /// <summary>How alike the question's word at a place is to a word.</summary>
    public float Likeness(int at, in NameWord asked, in NameWord found)
    {
        if (found.Number < 0)
        {
            return WordLikeness.Of(asked, found);
        }

        ref var likeness = ref _likeness[(found.Place * Asked) + at];
        if (float.IsNaN(likeness))
        {
            likeness = MayBeAlike(at, asked, found) ? WordLikeness.Of(asked, found) : 0;
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

        var letters = _letters[at] ??= Sounds.Letters(Sounds.Fold(asked.Text));
        return Sounds.MayBeAlike(letters, index.Words.SoundLetters(found.Number), Math.Max(asked.Text.Length, found.Text.Length));
    }
}
