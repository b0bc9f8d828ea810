using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>One reading of one value: where it stands, what was wrong, and the normal form so far. Not thread-safe; may be used again.</summary>
public sealed class ShapeReading
{
    private readonly List<Step> _path = [];
    private JsonElement[] _slots = new JsonElement[128];
    private int _usedSlots;

    /// <summary>The normal form, which is at the same time RFC 8785 canonical.</summary>
    public CanonicalBuffer Normal { get; } = new();

    public ErrorList Errors { get; private set; } = new();

    /// <summary>How often something was refused: unlike the list of errors it has no bound.</summary>
    public int Failures { get; private set; }

    /// <summary>Whether an agency is registered; null: not asked.</summary>
    public Func<AgencyId, bool>? AgencyExists { get; private set; }

    /// <summary>The groups that the publisher is in: another one is the same to it as none. Null: not asked.</summary>
    public IReadOnlyList<string>? Groups { get; private set; }

    /// <summary>Starts over.</summary>
    public void Begin(ErrorList errors, Func<AgencyId, bool>? agencyExists = null, IReadOnlyList<string>? groups = null)
    {
        (Errors, AgencyExists, Groups) = (errors, agencyExists, groups);
        (Failures, _usedSlots) = (0, 0);
        _path.Clear();
        Normal.Clear();
    }

    /// <summary>Lets go of what the last reading held on to.</summary>
    public void End()
    {
        Array.Clear(_slots);
        Begin(new());
    }

    public void Enter(string member) => _path.Add(new(member, 0));

    public void Enter(int index) => _path.Add(new(null, index));

    public void Leave() => _path.RemoveAt(_path.Count - 1);

    /// <summary>Refuses the value that is being read.</summary>
    public void Refuse(string code, string message)
    {
        Failures++;
        Errors.Add(Pointer(), code, message);
    }

    /// <summary>Refuses a member of the value that is being read.</summary>
    public void Refuse(string member, string code, string message)
    {
        Enter(member);
        Refuse(code, message);
        Leave();
    }

    /// <summary>Somebody else has added the error already.</summary>
    public void Fail() => Failures++;

    public void RefuseType(JsonElement element, string expected) =>
        Refuse(ErrorCodes.WrongType, element.ValueKind == JsonValueKind.Null
            ? $"null was given where {expected} is expected; leave out what is not known."
            : $"{Describe(element.ValueKind)} was given where {expected} is expected.");

    /// <summary>A JSON pointer (RFC 6901) to the value that is being read.</summary>
    public string Pointer()
    {
        var pointer = "";
        foreach (var step in _path)
        {
            pointer = step.Name is null ? JsonPointer.Append(pointer, step.Index) : JsonPointer.Append(pointer, step.Name);
        }

        return pointer;
    }

    internal int RentSlots(int count)
    {
        var start = _usedSlots;
        _usedSlots += count;
        if (_usedSlots > _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(_usedSlots, _slots.Length * 2));
        }

        Array.Clear(_slots, start, count);
        return start;
    }

    internal void ReturnSlots(int start) => _usedSlots = start;

    internal ref JsonElement Slot(int index) => ref _slots[index];

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "An object",
        JsonValueKind.Array => "An array",
        JsonValueKind.String => "A text",
        JsonValueKind.Number => "A number",
        _ => "A boolean",
    };

    private readonly record struct Step(string? Name, int Index);
}
