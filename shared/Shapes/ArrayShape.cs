using System.Globalization;
using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Shapes;

/// <summary>A bounded list of values of one shape.</summary>
public sealed class ArrayShape(Shape item, int max, int min = 0, bool set = false, bool distinct = false) : Shape
{
    public Shape Item => item;

    public int Min => min;

    public int Max => max;

    /// <summary>The order carries no meaning: two lists with the same items are equal content.</summary>
    public bool IsSet => set || distinct;

    /// <summary>A repeated item says nothing more, and is left out of the normal form.</summary>
    public bool IsDistinct => distinct;

    public override void Read(JsonElement element, ShapeReading reading)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            reading.RefuseType(element, "an array");
            return;
        }

        var length = element.GetArrayLength();
        if (length > max)
        {
            reading.Refuse(ErrorCodes.TooMany, string.Create(CultureInfo.InvariantCulture, $"{length} entries were given; at most {max} are allowed."));
            return;
        }

        if (length < min)
        {
            reading.Refuse(ErrorCodes.TooFew, string.Create(CultureInfo.InvariantCulture, $"{length} entries were given; at least {min} must be there."));
            return;
        }

        ReadItems(element, reading, stackalloc int[length <= 128 ? length : 0]);
    }

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "array");
        schema.WriteNumber("minItems", min);
        schema.WriteNumber("maxItems", max);
        schema.WriteStartObject("items");
        item.WriteSchema(schema);
        schema.WriteEndObject();
    }

    private void ReadItems(JsonElement element, ShapeReading reading, Span<int> starts)
    {
        var normal = reading.Normal;
        starts = starts.IsEmpty ? new int[element.GetArrayLength()] : starts;
        var kept = 0;
        normal.Raw((byte)'[');
        if (ReadSome(element, reading, starts, last: false, ref kept))
        {
            ReadSome(element, reading, starts, last: true, ref kept);
        }

        if (IsSet)
        {
            normal.Set(starts[..kept]);
        }

        normal.Raw((byte)']');
    }

    /// <summary>Reads the items that come last, or the others; whether some were left out.</summary>
    private bool ReadSome(JsonElement element, ShapeReading reading, Span<int> starts, bool last, ref int kept)
    {
        var normal = reading.Normal;
        var (index, leftOut) = (0, false);
        foreach (var value in element.EnumerateArray())
        {
            var at = index++;
            if (distinct && item.ComesLast(value) != last)
            {
                leftOut = true;
                continue;
            }

            var (mark, failures) = (normal.Mark(), reading.Failures);
            if (kept > 0)
            {
                normal.Raw((byte)',');
            }

            starts[kept] = normal.Length;
            reading.Enter(at);
            item.Read(value, reading);
            reading.Leave();
            if (reading.Failures != failures || (distinct && Repeats(normal.Written, starts[..(kept + 1)])))
            {
                normal.Return(mark);
            }
            else
            {
                kept++;
            }
        }

        return leftOut;
    }

    // Whether the last item repeats an earlier one.
    private bool Repeats(ReadOnlySpan<byte> written, ReadOnlySpan<int> starts)
    {
        var last = written[starts[^1]..];
        for (var earlier = 0; earlier < starts.Length - 1; earlier++)
        {
            if (item.SaysNoMore(last, written[starts[earlier]..(starts[earlier + 1] - 1)]))
            {
                return true;
            }
        }

        return false;
    }
}
