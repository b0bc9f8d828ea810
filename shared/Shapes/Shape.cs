using System.Text.Json;

namespace InfoShare.Shapes;

/// <summary>
/// What one value on the wire looks like. One description drives the validation, the normal form, the CSV columns and the API document:
/// shapes are read (<see cref="Read"/>), and walked by their properties.
/// </summary>
public abstract class Shape
{
    /// <summary>
    /// Checks <paramref name="element"/>, adds everything that is wrong to <paramref name="reading"/>, and writes its normal form.
    /// What is written after an error means nothing; who reads a part takes it back (<see cref="ShapeReading.Failures"/>).
    /// </summary>
    public abstract void Read(JsonElement element, ShapeReading reading);

    /// <summary>Writes the keywords of JSON Schema 2020-12 that say the same, inside an object that the caller has opened.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema);

    /// <summary>Among the items of a list without repetitions: whether this one is read after the others.</summary>
    internal virtual bool ComesLast(JsonElement element) => false;

    /// <summary>Whether an item in normal form repeats an earlier one.</summary>
    internal virtual bool SaysNoMore(ReadOnlySpan<byte> item, ReadOnlySpan<byte> earlier) => item.SequenceEqual(earlier);
}
