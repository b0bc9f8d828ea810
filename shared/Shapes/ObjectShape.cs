using System.Runtime.InteropServices;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>An object with known members; an unknown one is refused. At most 64 members.</summary>
public sealed class ObjectShape : Shape
{
    private readonly Member[] _members;

    /// <param name="members">In any order; kept in the order of canonical JSON.</param>
    public ObjectShape(IEnumerable<Member> members, params IReadOnlyList<IShapeRule> rules)
    {
        Members = [.. members];
        _members = [.. Members.OrderBy(member => member.Name, StringComparer.Ordinal)];
        Rules = rules;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_members.Length, 64, nameof(members));
    }

    /// <summary>In the order of description.</summary>
    public IReadOnlyList<Member> Members { get; }

    public IReadOnlyList<IShapeRule> Rules { get; }

    public override void Read(JsonElement element, ShapeReading reading) => Read(element, reading, null);

    /// <param name="besides">Has further members of the same object, which somebody else reads.</param>
    public void Read(JsonElement element, ShapeReading reading, ObjectShape? besides)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            RefuseUnknown(element, reading, besides);
        }

        ReadAmong(element, reading);
    }

    /// <summary>Reads these members, whatever others there are.</summary>
    public void ReadAmong(JsonElement element, ShapeReading reading)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            reading.RefuseType(element, "an object");
            return;
        }

        var start = reading.RentSlots(_members.Length);
        Place(element, reading, start);
        var valid = ReadMembers(reading, start);
        foreach (var rule in Rules)
        {
            rule.Check(new(reading, this, start, valid));
        }

        reading.ReturnSlots(start);
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "object");
        if (Rules.Count > 0)
        {
            schema.WriteString("description", string.Join(' ', Rules.Select(rule => rule.Sentence)));
        }

        schema.WriteStartObject("properties");
        foreach (var member in Members)
        {
            schema.WriteStartObject(member.Name);
            schema.WriteString("title", member.Description);
            member.Shape.WriteSchema(schema);
            schema.WriteEndObject();
        }

        schema.WriteEndObject();
        if (Members.Any(member => member.IsRequired))
        {
            schema.WriteStartArray("required");
            foreach (var member in Members.Where(member => member.IsRequired))
            {
                schema.WriteStringValue(member.Name);
            }

            schema.WriteEndArray();
        }

        schema.WriteBoolean("additionalProperties", false);
    }

    /// <summary>Where the member stands in canonical order, or −1.</summary>
    internal int IndexOf(string name)
    {
        for (var index = 0; index < _members.Length; index++)
        {
            if (string.Equals(_members[index].Name, name, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    private void Place(JsonElement element, ShapeReading reading, int start)
    {
        foreach (var property in element.EnumerateObject())
        {
            var index = Find(property);
            if (index < 0)
            {
                continue;
            }

            if (reading.Slot(start + index).ValueKind != JsonValueKind.Undefined)
            {
                reading.Refuse(_members[index].Name, ErrorCodes.DuplicateMember, StrictJsonCheck.GivenTwice);
            }

            reading.Slot(start + index) = property.Value;
        }
    }

    private int Find(JsonProperty property)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        if (name.Contains((byte)'\\'))
        {
            return IndexOf(property.Name);
        }

        for (var index = 0; index < _members.Length; index++)
        {
            if (name.SequenceEqual(_members[index].Utf8Name))
            {
                return index;
            }
        }

        return -1;
    }

    private void RefuseUnknown(JsonElement element, ShapeReading reading, ObjectShape? besides)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (Find(property) < 0 && (besides is null || besides.Find(property) < 0))
            {
                var known = string.Join(", ", Members.Concat(besides?.Members ?? []).Select(member => member.Name));
                reading.Refuse(property.Name, ErrorCodes.UnknownMember, $"There is no such member here; known: {known}.");
            }
        }
    }

    private ulong ReadMembers(ShapeReading reading, int start)
    {
        var valid = 0UL;
        var normal = reading.Normal;
        var separator = (byte)'{';
        for (var index = 0; index < _members.Length; index++)
        {
            var member = _members[index];
            var element = reading.Slot(start + index);
            if (element.ValueKind == JsonValueKind.Undefined)
            {
                if (member.IsRequired)
                {
                    reading.Refuse(member.Name, ErrorCodes.MissingMember, $"'{member.Name}' is required.");
                }

                continue;
            }

            var (mark, failures) = (normal.Mark(), reading.Failures);
            normal.Raw(separator);
            normal.Raw(member.Prefix);
            reading.Enter(member.Name);
            member.Shape.Read(element, reading);
            reading.Leave();
            var isRight = reading.Failures == failures;
            valid |= isRight ? 1UL << index : 0;
            if (!isRight || IsNothing(member, element))
            {
                normal.Return(mark);
            }
            else
            {
                separator = (byte)',';
            }
        }

        normal.Raw(separator == '{' ? "{}"u8 : "}"u8);
        return valid;
    }

    // An empty list says no more than a list that is left out.
    private static bool IsNothing(Member member, JsonElement element) =>
        !member.IsRequired && element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == 0;
}
