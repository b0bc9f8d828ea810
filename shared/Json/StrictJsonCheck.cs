using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfoShare.Json;

/// <summary>One pass over a text's tokens that finds what <see cref="JsonDocument"/> would let through or choke on later.</summary>
internal sealed class StrictJsonCheck(ErrorList errors)
{
    public const string GivenTwice = "The member is there more than once in its object.";

    private readonly Level[] _levels = new Level[StrictJson.MaxDepth + 1];
    private int _depth;

    /// <summary>Nothing was found. (The list of errors may be full, so that its length does not tell.)</summary>
    public bool Passed { get; private set; } = true;

    /// <summary>The pass ended early: the rest would only be deeper.</summary>
    public bool IsTooDeep { get; private set; }

    public bool HasLoneSurrogates { get; private set; }

    /// <summary>Where the pass stands, as a JSON pointer: the last name or item that began, or the first item when none did.</summary>
    public string Pointer
    {
        get
        {
            var pointer = "";
            for (var i = 1; i <= _depth; i++)
            {
                pointer = _levels[i].AppendTo(pointer);
            }

            return pointer;
        }
    }

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Run(ReadOnlySpan<byte> utf8)
    {
        // One level more than allowed, so that it is this pass that finds it and can say where.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth + 1 });
        while (!IsTooDeep && reader.Read())
        {
            Look(ref reader);
        }
    }

    private void Look(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                NextItem();
                Enter(reader.TokenType is JsonTokenType.StartArray);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _depth--;
                break;
            case JsonTokenType.PropertyName:
                Name(ref reader);
                break;
            case JsonTokenType.String:
                NextItem();
                RefuseLoneSurrogate(ref reader);
                break;
            default:
                NextItem();
                break;
        }
    }

    private void Refuse(string code, string message)
    {
        Passed = false;
        errors.Add(Pointer, code, message);
    }

    private void NextItem() => _levels[_depth]?.NextItem();

    private void Enter(bool array)
    {
        if (_depth == StrictJson.MaxDepth)
        {
            Refuse(ErrorCodes.TooDeep, string.Create(
                CultureInfo.InvariantCulture, $"Objects and arrays may be inside each other {StrictJson.MaxDepth} levels deep, no more."));
            IsTooDeep = true;
            return;
        }

        (_levels[++_depth] ??= new()).Begin(array);
    }

    private void Name(ref Utf8JsonReader reader)
    {
        var lone = reader.ValueIsEscaped && Surrogates.AnyLone(reader.ValueSpan);
        var name = lone ? Encoding.UTF8.GetString(reader.ValueSpan) : reader.GetString()!;
        var isNew = _levels[_depth].Name(name);
        if (lone)
        {
            HasLoneSurrogates = true;
            Refuse(ErrorCodes.LoneSurrogate, "The member's name holds half of a surrogate pair, which is no character.");
        }
        else if (!isNew)
        {
            Refuse(ErrorCodes.DuplicateMember, GivenTwice);
        }
    }

    private void RefuseLoneSurrogate(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped && Surrogates.AnyLone(reader.ValueSpan))
        {
            HasLoneSurrogates = true;
            Refuse(ErrorCodes.LoneSurrogate, "The text holds half of a surrogate pair, which is no character.");
        }
    }

    /// <summary>One open object or array; reused for the next at the same depth.</summary>
    private sealed class Level
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private bool _array;
        private string? _name;
        private int _index;

        public void Begin(bool array)
        {
            _array = array;
            _name = null;
            _index = -1;
            _names.Clear();
        }

        public void NextItem() => _index++;

        public bool Name(string name)
        {
            _name = name;
            return _names.Add(name);
        }

        public string AppendTo(string pointer) =>
            _array ? JsonPointer.Append(pointer, Math.Max(0, _index)) : _name is null ? pointer : JsonPointer.Append(pointer, _name);
    }
}
