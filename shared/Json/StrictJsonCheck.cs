using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InfoShare.Json;

/// <summary>One pass over a text's tokens that finds what <see cref="JsonDocument"/> would let through or choke on later. Not thread-safe; may be used again.</summary>
internal sealed class StrictJsonCheck
{
    public const string GivenTwice = "The member is there more than once in its object.";

    private readonly OpenLevel[] _levels = new OpenLevel[StrictJson.MaxDepth + 1];
    private ReadOnlyMemory<byte> _utf8;
    private ErrorList _errors = new();
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
                pointer = _levels[i].AppendTo(pointer, _utf8.Span);
            }

            return pointer;
        }
    }

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Run(ReadOnlyMemory<byte> text, ErrorList errors)
    {
        (_utf8, _errors, _depth) = (text, errors, 0);
        (Passed, IsTooDeep, HasLoneSurrogates) = (true, false, false);
        var utf8 = text.Span;

        // One level more than allowed, so that it is this pass that finds it and can say where.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth + 1 });
        while (!IsTooDeep && reader.Read())
        {
            Look(ref reader);
        }
    }

    /// <summary>Lets go of the text and the errors.</summary>
    public void End() => (_utf8, _errors) = (default, new());

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
        _errors.Add(Pointer, code, message);
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
        if (!reader.ValueIsEscaped)
        {
            // Behind the quote with which the token starts.
            if (!_levels[_depth].Name(_utf8.Span, new OpenLevel.NamePlace((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length)))
            {
                Refuse(ErrorCodes.DuplicateMember, GivenTwice);
            }
        }
        else if (Surrogates.AnyLone(reader.ValueSpan))
        {
            HasLoneSurrogates = true;
            _levels[_depth].Name(_utf8.Span, Encoding.UTF8.GetString(reader.ValueSpan));
            Refuse(ErrorCodes.LoneSurrogate, "The member's name holds half of a surrogate pair, which is no character.");
        }
        else if (!_levels[_depth].Name(_utf8.Span, reader.GetString()!))
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
}
