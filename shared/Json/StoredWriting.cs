using System.Buffers;
using System.Globalization;
using System.Text.Json;
using InfoShare.Agencies;

namespace InfoShare.Json;

/// <summary>Writes what the hub stores as JSON by hand: the same bytes as <see cref="JsonSerializer"/> with the options of <see cref="StoredJson"/>.</summary>
internal static class StoredWriting
{
    // What is stored has its limit in the store, so that the buffer of a thread has one too.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>What <paramref name="write"/> writes of a value, in as many bytes as it takes.</summary>
    public static byte[] ToBytes<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = t_buffer ??= new(2048);
        var writer = t_writer ??= new(buffer, new() { SkipValidation = true });
        buffer.ResetWrittenCount();
        writer.Reset();
        write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteIfGiven(this Utf8JsonWriter writer, JsonEncodedText name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteCode<T>(this Utf8JsonWriter writer, JsonEncodedText name, T value)
        where T : struct, Enum => writer.WriteString(name, JsonCode<T>.Of(value));

    public static void WriteIfGiven<T>(this Utf8JsonWriter writer, JsonEncodedText name, T? value)
        where T : struct, Enum
    {
        if (value is { } given)
        {
            writer.WriteCode(name, given);
        }
    }

    public static void WriteDay(this Utf8JsonWriter writer, JsonEncodedText name, DateOnly day)
    {
        Span<byte> text = stackalloc byte[10];
        day.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        writer.WriteString(name, text);
    }

    public static void WriteList<T>(this Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        for (var index = 0; index < items.Count; index++)
        {
            write(writer, items[index]);
        }

        writer.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter writer, string text) => writer.WriteStringValue(text);

    public static void WriteAgency(Utf8JsonWriter writer, AgencyId agency) => writer.WriteStringValue(agency.ToString());
}
