namespace InfoShare.Screening;

/// <summary>
/// Under which lists of the index a name is to be looked for, and what a hit there is worth: its words and ideas, near spellings, neighbours
/// written as one, one word written as two, and its acronym. What is looked for depends on the name and the tables alone, never on how many
/// records have a word, so that nothing hidden changes what is found.
/// </summary>
internal sealed class LookedFor(NameIndex index)
{
    private const float Near = 0.55f;

    private const float Joined = 0.95f;

    private const float Acronym = 0.7f;

    private const int ShortestHalf = 3;

    private const int ShortestSplit = 6;

    private const int MaxJoined = 4;

    /// <summary>Letters of a word that is looked at closely.</summary>
    private const int MaxLength = 40;

    private readonly Dictionary<int, float> _lists = [];

    private readonly List<int> _found = [];

    private readonly HashSet<int> _seen = [];

    /// <summary>
    /// Lists and what a name in one is worth: word by word of <paramref name="name"/>, to be added up, and for its acronym, which is worth that
    /// instead of its words and never besides, or names that share their first letters would drown those that share a telling word.
    /// </summary>
    public (List<Dictionary<int, float>> Words, Dictionary<int, float> Acronym) Of(ParsedName name)
    {
        var all = new List<Dictionary<int, float>>();
        foreach (var word in name.Content.DistinctBy(word => word.Text))
        {
            Find(word, word.Weight);
            Split(word);
            Close(all);
        }

        Join(name.Words, all);
        if (NameIndex.Acronym(name) is { } acronym)
        {
            Exact(acronym, Acronym * name.Weight);
        }

        return (all, _lists);
    }

    private void Close(List<Dictionary<int, float>> all)
    {
        if (_lists.Count > 0)
        {
            all.Add(new(_lists));
            _lists.Clear();
        }
    }

    private void Find(in NameWord word, float weight)
    {
        if (word.Idea != 0)
        {
            Put(word.Idea, weight);
        }

        Exact(word.Text, weight);
        if (word.Kind is WordKind.Plain or WordKind.Given)
        {
            FindNear(word, weight);
        }
    }

    private void Exact(ReadOnlySpan<char> text, float weight)
    {
        _found.Clear();
        index.Words.FindAll(text, _found);
        foreach (var found in _found)
        {
            Put(index.ListOf(found), weight);
        }
    }

    private void FindNear(in NameWord word, float weight)
    {
        _found.Clear();
        _seen.Clear();
        index.Words.FindNear(word.Text, word.Script, _found);
        var sound = Sounds.Fold(word.Text);
        var letters = Sounds.Letters(sound);
        foreach (var found in _found)
        {
            if (MayBeNear(word, letters, found) && _seen.Add(found) && MayBeNear(word, sound, found)
                && WordLikeness.Of(word, index.Words.Word(found, false)) is >= Near and var likeness)
            {
                Put(index.ListOf(found), weight * likeness);
            }
        }
    }

    /// <summary>A look that reads no letter: a word with vowels has nearly the same letters by its sounds.</summary>
    private bool MayBeNear(in NameWord word, uint letters, int found)
    {
        var length = index.Words.Length(found);
        return word.Script != WordScript.Alphabet || index.Words.Script(found) != WordScript.Alphabet || length > MaxLength || word.Text.Length > MaxLength
            || Sounds.MayBeAlike(letters, index.Words.SoundLetters(found), Math.Max(length, word.Text.Length));
    }

    /// <summary>A cheap look before the comparison, which makes nothing.</summary>
    private bool MayBeNear(in NameWord word, string sound, int found)
    {
        if (word.Script != WordScript.Alphabet || index.Words.Script(found) != WordScript.Alphabet)
        {
            return true;
        }

        var length = index.Words.Length(found);
        if (length > MaxLength || word.Text.Length > MaxLength)
        {
            return Math.Abs(length - word.Text.Length) <= 3;
        }

        Span<char> text = stackalloc char[MaxLength];
        Span<char> otherSound = stackalloc char[MaxLength];
        text = text[..index.Words.Read(found, text)];
        otherSound = otherSound[..Sounds.Fold(text, otherSound)];
        return Spelling.Likeness(sound, otherSound) >= Near || Spelling.Likeness(word.Text, text) >= Near;
    }

    private void Split(in NameWord word)
    {
        if (word.Kind != WordKind.Plain || word.Text.Length < ShortestSplit)
        {
            return;
        }

        for (var at = ShortestHalf; at <= word.Text.Length - ShortestHalf; at++)
        {
            Exact(word.Text.AsSpan(0, at), word.Weight * Joined * at / word.Text.Length);
            Exact(word.Text.AsSpan(at), word.Weight * Joined * (word.Text.Length - at) / word.Text.Length);
        }
    }

    private void Join(NameWord[] words, List<Dictionary<int, float>> all)
    {
        var joinedBefore = new HashSet<string>(StringComparer.Ordinal);
        for (var from = 0; from < words.Length; from++)
        {
            var (text, weight) = (words[from].Text, words[from].Weight);
            for (var count = 1; count < MaxJoined && from + count < words.Length; count++)
            {
                var next = words[from + count];
                (text, weight) = (text + next.Text, weight + next.Weight);
                if (!joinedBefore.Add(text))
                {
                    continue;
                }

                var joined = NameWord.Of(text, WordKind.Plain, 0, words[from].Script, false);
                Exact(text, weight * Joined);
                if (count == 1 && text.Length >= ShortestSplit && (words[from].IsTelling || next.IsTelling))
                {
                    FindNear(joined, weight * Joined);
                }
            }

            Close(all);
        }
    }

    private void Put(int list, float worth)
    {
        if (worth > _lists.GetValueOrDefault(list))
        {
            _lists[list] = worth;
        }
    }
}
