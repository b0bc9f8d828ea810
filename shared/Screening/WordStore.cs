using InfoShare.Merchants;
using InfoShare.Snapshots;

namespace InfoShare.Screening;

/// <summary>Every different word of the names, once. One writer, many readers without locks.</summary>
internal sealed class WordStore
{
    /// <summary>Letters of all words, one after the other.</summary>
    private readonly Column<byte> _letters = new();

    /// <summary>Of each word: upper part its first letter's place, lowest byte its length.</summary>
    private readonly Column<long> _spans = new();

    /// <summary>Of each word: its idea, then kind and script, a byte each.</summary>
    private readonly Column<uint> _facts = new();

    /// <summary>Of each word: which letters it has by its sounds.</summary>
    private readonly Column<uint> _soundLetters = new();

    private readonly NearWords _near;

    /// <summary>The words' numbers.</summary>
    private readonly Slots _slots = new();

    private readonly Func<int, int> _hashOf;

    private readonly WordHash _hash;

    public WordStore(WordHash hash)
    {
        _hash = hash;
        _near = new(word => (Text(word), Script(word)), hash);
        _hashOf = word => (int)hash.Of(Text(word));
    }

    public int Count => _facts.Count;

    public long SizeInBytes => _letters.SizeInBytes + _spans.SizeInBytes + _facts.SizeInBytes + _soundLetters.SizeInBytes + _near.SizeInBytes + _slots.SizeInBytes;

    public IReadOnlyList<(string Name, ISnapshotColumn Column)> Columns =>
        [("letters", _letters), ("spans", _spans), ("facts", _facts), ("letters of sounds", _soundLetters), ("slots", _slots), .. _near.Columns];

    public string Text(int word)
    {
        var span = _spans[word];
        return string.Create((int)(span & 0xff), (Column: _letters, Start: (int)(span >> 8)), static (text, from) =>
        {
            for (var at = 0; at < text.Length; at++)
            {
                text[at] = (char)from.Column[from.Start + at];
            }
        });
    }

    /// <summary>Writes the word's letters; returns how many there are.</summary>
    public int Read(int word, Span<char> text)
    {
        var span = _spans[word];
        var (start, length) = ((int)(span >> 8), (int)(span & 0xff));
        for (var at = 0; at < length; at++)
        {
            text[at] = (char)_letters[start + at];
        }

        return length;
    }

    public ushort Idea(int word) => (ushort)(_facts[word] >> 16);

    public WordScript Script(int word) => (WordScript)(byte)_facts[word];

    /// <summary>See <see cref="Sounds.Letters"/>.</summary>
    public uint SoundLetters(int word) => _soundLetters[word];

    public int Length(int word) => (int)(_spans[word] & 0xff);

    public NameWord Word(int word, bool bracketed)
    {
        var facts = _facts[word];
        return NameWord.Of(Text(word), (WordKind)(byte)(facts >> 8), (ushort)(facts >> 16), (WordScript)(byte)facts, bracketed);
    }

    /// <summary>The word with this text and script and what the tables say of it, or −1.</summary>
    public int Find(ReadOnlySpan<char> text, WordKind kind, ushort idea, WordScript script) => FindFacts(text, Facts(kind, idea, script));

    /// <summary>Adds to <paramref name="words"/> every word with this text, whatever it is taken for.</summary>
    public void FindAll(ReadOnlySpan<char> text, List<int> words)
    {
        var slots = _slots.Current;
        for (var at = slots.First((int)_hash.Of(text)); slots[at] is >= 0 and var word; at = slots.Next(at))
        {
            if (Has(word, text))
            {
                words.Add(word);
            }
        }
    }

    public void FindNear(string text, WordScript script, List<int> words) => _near.Find(text, script, words);

    public int Add(ReadOnlySpan<char> text, WordKind kind, ushort idea, WordScript script)
    {
        var facts = Facts(kind, idea, script);
        text = text.Length <= byte.MaxValue ? text : text[..byte.MaxValue];
        var known = FindFacts(text, facts);
        if (known >= 0)
        {
            return known;
        }

        var start = _letters.Count;
        foreach (var letter in text)
        {
            _letters.Add((byte)letter);
        }

        _spans.Add(((long)start << 8) | (uint)text.Length);
        _soundLetters.Add(SoundLettersOf(text));
        var word = _facts.Add(facts);
        _slots.Place(word, _hashOf);
        if (kind != WordKind.LegalForm)
        {
            _near.Add(word);
        }

        return word;
    }

    public void CheckLoaded()
    {
        _slots.SetLoaded(Count);
        _near.CheckLoaded();
        if (_spans.Count != Count || _soundLetters.Count != Count)
        {
            throw new InvalidDataException($"{Count} words have {_spans.Count} spans and letters of {_soundLetters.Count}.");
        }
    }

    private static uint SoundLettersOf(ReadOnlySpan<char> text)
    {
        Span<char> sound = stackalloc char[byte.MaxValue];
        return Sounds.Letters(sound[..Sounds.Fold(text, sound)]);
    }

    private static uint Facts(WordKind kind, ushort idea, WordScript script) => ((uint)idea << 16) | ((uint)kind << 8) | (uint)script;

    private int FindFacts(ReadOnlySpan<char> text, uint facts)
    {
        var slots = _slots.Current;
        for (var at = slots.First((int)_hash.Of(text)); ; at = slots.Next(at))
        {
            var word = slots[at];
            if (word < 0 || (_facts[word] == facts && Has(word, text)))
            {
                return word;
            }
        }
    }

    private bool Has(int word, ReadOnlySpan<char> text)
    {
        var span = _spans[word];
        if ((span & 0xff) != text.Length)
        {
            return false;
        }

        var start = (int)(span >> 8);
        for (var at = 0; at < text.Length; at++)
        {
            if (_letters[start + at] != text[at])
            {
                return false;
            }
        }

        return true;
    }
}
