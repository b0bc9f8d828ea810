using System.Text;

namespace InfoShare.Merchants;

/// <summary>A name in the index's own bytes.</summary>
public readonly ref struct IndexedName(string kind, string? language, bool weak, ReadOnlySpan<byte> utf8)
{
    public string Kind { get; } = kind;

    public string? Language { get; } = language;

    public bool Weak { get; } = weak;

    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}

/// <summary>An identifier in the index's own bytes.</summary>
public readonly ref struct IndexedIdentifier(string scheme, bool unverified, ReadOnlySpan<byte> utf8)
{
    public string Scheme { get; } = scheme;

    public bool Unverified { get; } = unverified;

    public ReadOnlySpan<byte> Utf8 { get; } = utf8;

    /// <summary>The value, with a question mark behind it if it is unverified.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8) + (Unverified ? "?" : "");

    public bool Is(string scheme, ReadOnlySpan<byte> value) => string.Equals(Scheme, scheme, StringComparison.Ordinal) && Utf8.SequenceEqual(value);
}

/// <summary>A party in the index's own bytes.</summary>
public readonly ref struct IndexedParty
{
    internal IndexedParty(string role, string? country, NameWalk names, IdentifierWalk identifiers)
    {
        Role = role;
        Country = country;
        Names = names;
        Identifiers = identifiers;
    }

    public string Role { get; }

    public string? Country { get; }

    public NameWalk Names { get; }

    public IdentifierWalk Identifiers { get; }
}

/// <summary>Names one after the other.</summary>
public ref struct NameWalk
{
    private readonly Vocabulary _words;

    private FactsReader _reader;

    private int _left;

    internal NameWalk(Vocabulary words, FactsReader reader)
    {
        _words = words;
        _left = reader.Number();
        _reader = reader;
    }

    public IndexedName Current { get; private set; }

    public readonly int Count => _left;

    public bool MoveNext()
    {
        if (_left-- == 0)
        {
            return false;
        }

        var kind = _reader.Number();
        var language = _words.Code(_reader.Number());
        Current = new(_words.Code(kind >> 1) ?? "", language, (kind & 1) != 0, _reader.Utf8());
        return true;
    }

    public readonly NameWalk GetEnumerator() => this;
}

/// <summary>Identifiers one after the other.</summary>
public ref struct IdentifierWalk
{
    private readonly Vocabulary _words;

    private FactsReader _reader;

    private int _left;

    internal IdentifierWalk(Vocabulary words, FactsReader reader)
    {
        _words = words;
        _left = reader.Number();
        _reader = reader;
    }

    public IndexedIdentifier Current { get; private set; }

    public bool MoveNext()
    {
        if (_left-- == 0)
        {
            return false;
        }

        var scheme = _reader.Number();
        Current = new(_words.Code(scheme >> 1) ?? "", (scheme & 1) != 0, _reader.Utf8());
        return true;
    }

    public readonly IdentifierWalk GetEnumerator() => this;
}

/// <summary>Parties one after the other.</summary>
public ref struct PartyWalk
{
    private readonly Vocabulary _words;

    private FactsReader _reader;

    private int _left;

    internal PartyWalk(Vocabulary words, FactsReader reader)
    {
        _words = words;
        _left = reader.Number();
        _reader = reader;
    }

    public IndexedParty Current { get; private set; }

    public bool MoveNext()
    {
        if (_left-- == 0)
        {
            return false;
        }

        var (role, country) = (_words.Code(_reader.Number()) ?? "", _words.Code(_reader.Number()));
        var names = _reader;
        _reader.SkipNames();
        var identifiers = _reader;
        _reader.SkipIdentifiers();
        Current = new(role, country, new(_words, names), new(_words, identifiers));
        return true;
    }

    public readonly PartyWalk GetEnumerator() => this;
}
