using System.Globalization;

namespace InfoShare.Screening;

/// <summary>
/// The tables of words: legal forms, places, words of trade, generic words, words of persons' names. They are read as names are, so that one
/// spelling in its own script finds every transliteration. Their weights belong to the algorithm's version, and no record moves them.
/// </summary>
internal sealed class Lexicon
{
    public const int MaxPhrase = 7;

    /// <summary>Words at least so long are also known by their sounds.</summary>
    private const int LongEnoughForSounds = 6;

    private const int ShortestStem = 4;

    private readonly Dictionary<string, LexiconEntry> _words = new(StringComparer.Ordinal);

    /// <summary>Words that mean this only at either end of a name, and may mean something else, or nothing, elsewhere.</summary>
    private readonly Dictionary<string, LexiconEntry> _ends = new(StringComparer.Ordinal);

    /// <summary>Abbreviations that mean this only with full stops.</summary>
    private readonly Dictionary<string, LexiconEntry> _dotted = new(StringComparer.Ordinal);

    private readonly Dictionary<string, LexiconEntry> _sounds = new(StringComparer.Ordinal);

    private readonly Dictionary<string, LexiconEntry> _stems = new(StringComparer.Ordinal);

    private readonly Dictionary<string, LexiconEntry> _soundStems = new(StringComparer.Ordinal);

    private readonly Dictionary<string, LexiconEntry> _abjad = new(StringComparer.Ordinal);

    /// <summary>Syllables and words of phrases, joined by spaces.</summary>
    private readonly Dictionary<string, LexiconEntry> _phrases = new(StringComparer.Ordinal);

    /// <summary>Han characters, in simplified writing: the sound alone would take 华工 for 化工.</summary>
    private readonly Dictionary<string, LexiconEntry> _han = new(StringComparer.Ordinal);

    /// <summary>Of each first character: the most that a phrase has.</summary>
    private readonly Dictionary<string, int> _hanStarts = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _phraseStarts = new(StringComparer.Ordinal);

    /// <summary>Words that are not the same as others of one idea that are in here, too.</summary>
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);

    private readonly List<string> _ideas = [""];

    private readonly List<float> _weights = [0];

    private uint _fingerprint;

    private Lexicon()
    {
        foreach (var line in TableFile.Lines("legal-forms.txt"))
        {
            var name = line[..line.IndexOf(" = ", StringComparison.Ordinal)];
            var (kind, weight) = name[..name.IndexOf('.', StringComparison.Ordinal)] switch
            {
                "company" => (WordKind.Generic, 0.1f),
                "group" or "holding" or "branch" => (WordKind.Generic, 0.22f),
                _ => (WordKind.LegalForm, 0.25f),
            };
            Add(line, kind, weight);
        }

        foreach (var file in new[] { "places.txt", "words.txt", "persons.txt" })
        {
            var (kind, weight) = (WordKind.Generic, 0f);
            foreach (var line in TableFile.Lines(file))
            {
                if (line[0] == '[')
                {
                    var parts = line.Trim('[', ']').Split(' ');
                    (kind, weight) = (Enum.Parse<WordKind>(parts[0], ignoreCase: true), float.Parse(parts[1], CultureInfo.InvariantCulture));
                }
                else
                {
                    Add(line, kind, weight);
                }
            }
        }

        AddLoanwords();
        Branch = (ushort)_ideas.IndexOf("branch.any");
    }

    /// <summary>English words that the tables know are known in Cyrillic letters, too.</summary>
    private void AddLoanwords()
    {
        foreach (var (spelling, english) in CyrillicTables.Loanwords.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            _fingerprint = TableFingerprint.Of(english, TableFingerprint.Of(spelling, _fingerprint));
            if (_words.TryGetValue(english, out var entry))
            {
                _words.TryAdd(NameReader.Read(spelling)[0].Text, entry);
            }
        }
    }

    public static Lexicon Instance { get; } = new();

    /// <summary>Of the tables and the algorithm's version: what was read with others means something else.</summary>
    public int Fingerprint => (int)TableFingerprint.Of(ScoringTable.Version, _fingerprint);

    public float WeightOf(ushort idea) => _weights[idea];

    /// <summary>The name that the tables give an idea, such as <c>bank</c> or <c>llc.de</c>.</summary>
    public string NameOf(ushort idea) => _ideas[idea];

    /// <summary>What the word means at either end of a name.</summary>
    public bool TryEnd(in RawWord word, out LexiconEntry entry) => _ends.TryGetValue(word.Text, out entry);

    /// <summary>What the word means wherever it stands.</summary>
    public bool TryWord(in RawWord word, out LexiconEntry entry)
    {
        if (word.Letters?.Length > 1 && _dotted.TryGetValue(word.Text, out entry))
        {
            return true;
        }

        if (word.Script == WordScript.Abjad)
        {
            return TryAbjad(word.Text, out entry);
        }

        return _words.TryGetValue(word.Text, out entry) || TryStem(_stems, word.Text, ShortestStem, out entry)
            || (word.Text.Length >= LongEnoughForSounds && TrySound(Sounds.Fold(word.Text), out entry));
    }

    /// <summary>Words in a phrase that may begin so; 0 if none does.</summary>
    public int LongestPhrase(string first) => _phraseStarts.GetValueOrDefault(first);

    /// <summary>Whether two words of one idea are two words of one language that stand for two things.</summary>
    public bool AreDistinct(string one, string other) => _distinct.Contains(one) && _distinct.Contains(other);

    /// <summary>The idea of a branch of a company.</summary>
    public ushort Branch { get; }

    public int Ideas => _ideas.Count;

    /// <summary>Characters in a phrase that may begin so; 0 if none does.</summary>
    public int LongestHan(string first) => _hanStarts.GetValueOrDefault(first);

    public bool TryHan(string characters, out LexiconEntry entry) => _han.TryGetValue(characters, out entry);

    public bool TryPhrase(string joined, out LexiconEntry entry) => _phrases.TryGetValue(joined, out entry);

    private static bool TryStem(Dictionary<string, LexiconEntry> stems, string text, int shortest, out LexiconEntry entry)
    {
        var lookUp = stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(text.Length, 16); length >= shortest; length--)
        {
            if (lookUp.TryGetValue(text.AsSpan(0, length), out entry))
            {
                return true;
            }
        }

        entry = default;
        return false;
    }

    /// <summary>An Arabic word that begins with <c>and</c>, <c>for</c> or <c>with</c> may be a table's word behind it.</summary>
    private bool TryAbjad(string text, out LexiconEntry entry) => _abjad.TryGetValue(text, out entry) || TryStem(_stems, text, ShortestStem, out entry)
        || (text.Length > ShortestStem && text[0] is 'w' or 'l' or 'b' && _abjad.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(1), out entry));

    private bool TrySound(string sound, out LexiconEntry entry) => _sounds.TryGetValue(sound, out entry) || TryStem(_soundStems, sound, LongEnoughForSounds, out entry);

    private void Add(string line, WordKind kind, float weight)
    {
        var equals = line.IndexOf(" = ", StringComparison.Ordinal);
        var idea = (ushort)_ideas.Count;
        _ideas.Add(line[..equals]);
        _weights.Add(weight);
        _fingerprint = TableFingerprint.Of(line, _fingerprint) ^ (uint)kind ^ BitConverter.SingleToUInt32Bits(weight);
        foreach (var form in line[(equals + 3)..].Split(','))
        {
            AddForm(form.Trim(), kind, idea);
        }
    }

    private void AddForm(string form, WordKind kind, ushort idea)
    {
        var entry = new LexiconEntry(kind, idea, form.EndsWith('!'));
        var isStem = form.EndsWith('*');
        var words = NameReader.Read(form);
        if (form.EndsWith('~'))
        {
            _distinct.Add(words[0].Text);
        }

        if (words is [{ Characters: { } characters }])
        {
            _han.TryAdd(string.Concat(characters), entry);
            _hanStarts[characters[0]] = Math.Max(Math.Min(characters.Length, MaxPhrase), LongestHan(characters[0]));
        }

        var parts = words.SelectMany(word => word.Syllables ?? [word.Text]).ToArray();
        if (parts.Length > 1)
        {
            AddPhrase(parts, words[0].Script, Array.TrueForAll(form.Split(' '), part => part.Length == 1), entry);
        }
        else if (parts.Length == 1)
        {
            AddWord(words[0], isStem, entry);
        }
    }

    private void AddPhrase(string[] parts, WordScript script, bool isOfLetters, LexiconEntry entry)
    {
        var joined = string.Join(' ', parts);
        _phrases.TryAdd(joined, entry);
        _phraseStarts[parts[0]] = Math.Max(Math.Min(parts.Length, MaxPhrase), _phraseStarts.GetValueOrDefault(parts[0]));
        var solid = string.Concat(parts);
        if (solid.Length > 5 && script == WordScript.Han)
        {
            _words.TryAdd(solid, entry);
        }
        else if (script == WordScript.Abjad && isOfLetters)
        {
            // Letters with full stops are read as one word, and some letters are two in ASCII.
            _dotted.TryAdd(solid, entry);
        }
    }

    private void AddWord(in RawWord word, bool isStem, LexiconEntry entry)
    {
        if (word.Script == WordScript.Han)
        {
            // One character alone is known as such, where it stands at the end of a run; its sound is any other's, too.
            return;
        }

        if (entry.AtEnds || word.Letters?.Length > 1)
        {
            (entry.AtEnds ? _ends : _dotted).TryAdd(word.Text, entry);
            return;
        }

        if (isStem)
        {
            _stems.TryAdd(word.Text, entry);
            _soundStems.TryAdd(Sounds.Fold(word.Text), entry);
        }

        (word.Script == WordScript.Abjad ? _abjad : _words).TryAdd(word.Text, entry);
        if (word.Text.Length >= LongEnoughForSounds && word.Script == WordScript.Alphabet)
        {
            _sounds.TryAdd(Sounds.Fold(word.Text), entry);
        }
    }
}
