using System.Text;
using System.Text.Json;
using InfoShare.Agencies;
using InfoShare.Records;
using InfoShare.Text;

namespace InfoShare.Json;

/// <summary>Reads what the hub stores as JSON by hand. What is not as it should be is a <see cref="JsonException"/>, as with <see cref="JsonSerializer"/>.</summary>
internal static class StoredReading
{
    /// <summary>Longer texts are hardly repeated.</summary>
    private const int MaxRepeated = AgencyId.MaxLength;

    private static readonly RepeatedTexts Repeated = new(2048);

    /// <summary>Reads a value of which the reader is at the first token, and stays at the last.</summary>
    public delegate T Read<T>(ref Utf8JsonReader reader);

    /// <summary>What <paramref name="read"/> makes of the bytes, or null if they say so.</summary>
    /// <exception cref="JsonException">They are not JSON, or not of this.</exception>
    public static T? Of<T>(ReadOnlySpan<byte> utf8, Read<T> read)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            var value = reader.TokenType == JsonTokenType.Null ? null : read(ref reader);
            return reader.Read() ? throw new JsonException("Only one value is expected.") : value;
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException)
        {
            // Bytes that are no text, or another type of value than the one asked for.
            throw new JsonException("The stored JSON is damaged.", broken);
        }
    }

    public static string Text(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A text is expected.");

    public static string ReadText(ref Utf8JsonReader reader) => reader.Text();

    /// <summary>A text of a few that come again and again: made once.</summary>
    public static string RepeatedText(this ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length <= MaxRepeated && Ascii.IsValid(reader.ValueSpan)
            ? Repeated.Of(reader.ValueSpan)
            : reader.Text();

    public static string ReadRepeatedText(ref Utf8JsonReader reader) => reader.RepeatedText();

    public static AgencyId ReadAgency(ref Utf8JsonReader reader) =>
        AgencyId.TryParse(reader.RepeatedText(), out var id) ? id : throw new JsonException("An agency's id is expected.");

    public static RecordId Record(this ref Utf8JsonReader reader) =>
        RecordId.TryParse(reader.Text(), out var id) ? id : throw new JsonException("A record's id is expected.");

    /// <summary>A day as ten characters; <see cref="Utf8JsonReader"/> alone would take a time too.</summary>
    public static DateOnly Day(this ref Utf8JsonReader reader)
    {
        var length = reader.ValueIsEscaped ? reader.Text().Length : reader.ValueSpan.Length;
        return length == 10 && reader.TryGetDateTime(out var day) ? DateOnly.FromDateTime(day) : throw new JsonException("A day is expected.");
    }

    public static IReadOnlyList<T> List<T>(this ref Utf8JsonReader reader, Read<T> read)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A list is expected.");
        }

        if (!NextItem(ref reader))
        {
            return [];
        }

        var first = read(ref reader);
        return NextItem(ref reader) ? Rest(first, ref reader, read) : [first];
    }

    private static List<T> Rest<T>(T first, ref Utf8JsonReader reader, Read<T> read)
    {
        var items = new List<T>(2) { first };
        do
        {
            items.Add(read(ref reader));
        }
        while (NextItem(ref reader));

        return items;
    }

    private static bool NextItem(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;
}
