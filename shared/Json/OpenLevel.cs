using System.Text;

namespace InfoShare.Json;

/// <summary>An object or array that a pass over JSON is inside of; used again for the next at the same depth.</summary>
internal sealed class OpenLevel
{
    /// <summary>Names that are compared one by one; more go into a set, so that no object takes time that grows with its square.</summary>
    private const int Few = 32;

    /// <summary>Where the names so far lie in the text, as long as they are few and none is escaped.</summary>
    private readonly List<NamePlace> _places = [];

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private bool _array;

    private bool _hasNames;

    /// <summary>The last name, if it does not lie in the text as it is meant.</summary>
    private string? _name;

    private int _index;

    public void Begin(bool array)
    {
        (_array, _hasNames, _name, _index) = (array, false, null, -1);
        _places.Clear();
        _names.Clear();
    }

    public void NextItem() => _index++;

    /// <summary>A member begins; false if its object has one of this name already.</summary>
    /// <param name="place">Where its name is, without escapes.</param>
    public bool Name(ReadOnlySpan<byte> text, NamePlace place)
    {
        if (_hasNames || _places.Count == Few)
        {
            return Name(text, place.In(text));
        }

        var isNew = true;
        foreach (var earlier in _places)
        {
            isNew &= earlier.Length != place.Length || !earlier.Of(text).SequenceEqual(place.Of(text));
        }

        _places.Add(place);
        return isNew;
    }

    /// <inheritdoc cref="Name(ReadOnlySpan{byte}, NamePlace)"/>
    public bool Name(ReadOnlySpan<byte> text, string name)
    {
        if (!_hasNames)
        {
            foreach (var place in _places)
            {
                _names.Add(place.In(text));
            }

            _hasNames = true;
        }

        _name = name;
        return _names.Add(name);
    }

    /// <summary>The pointer to where the pass stands in here.</summary>
    public string AppendTo(string pointer, ReadOnlySpan<byte> text) => _array ? JsonPointer.Append(pointer, Math.Max(0, _index))
        : _name is not null ? JsonPointer.Append(pointer, _name)
        : _places.Count > 0 ? JsonPointer.Append(pointer, _places[^1].In(text))
        : pointer;

    /// <summary>A name's bytes in the text.</summary>
    public readonly record struct NamePlace(int Start, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);

        public string In(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(Of(text));
    }
}
