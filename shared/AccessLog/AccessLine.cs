using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfoShare.Access;

namespace InfoShare.AccessLog;

/// <summary>
/// An entry as a line of JSON: <c>at</c>, <c>agency</c>, <c>client</c>, <c>person</c>, <c>roles</c>, <c>method</c>, <c>route</c>, <c>asked</c>,
/// <c>target</c>, <c>hashes</c>, <c>purpose</c>, <c>case</c>, <c>status</c>, <c>shown</c> (how many records) and <c>records</c>, publisher and id in turn.
/// An entry with very many records takes several lines, the later ones marked <c>continued</c>.
/// </summary>
public sealed class AccessLine(AccessLogHash hash)
{
    /// <summary>Bytes after which an entry goes on in another line.</summary>
    public const int SoftMaxBytes = 32 * 1024;

    private const int MaxHashes = 200;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>The entry's next line, in memory that the next call on this thread overwrites.</summary>
    /// <param name="record">Index of the first record to write; after it, of the first that found no room.</param>
    public ReadOnlySpan<byte> Write(in AccessEntry entry, ref int record)
    {
        var buffer = _buffer ??= new(1024);
        var writer = _writer ??= new(buffer, new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("at"u8, entry.At.UtcDateTime);
        WriteCaller(writer, entry);
        WriteQuestion(writer, entry);
        writer.WriteNumber("status"u8, entry.Status);
        WriteRecords(writer, buffer, entry, ref record);
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private static void WriteCaller(Utf8JsonWriter writer, in AccessEntry entry)
    {
        var caller = entry.Caller;
        if (entry.Agency is { } agency)
        {
            writer.WriteString("agency"u8, agency.ToString());
        }

        if (caller.IsAnonymous)
        {
            return;
        }

        writer.WriteString("client"u8, caller.Client);
        writer.WriteStartArray("roles"u8);
        foreach (var code in RoleCodes.Of(caller.Roles))
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
        WriteIfGiven(writer, "person"u8, caller.OnBehalfOf);
        WriteIfGiven(writer, "purpose"u8, caller.Purpose?.Reason);
        WriteIfGiven(writer, "case"u8, caller.Purpose?.Case);
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteRecords(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer, in AccessEntry entry, ref int record)
    {
        if (record > 0)
        {
            writer.WriteBoolean("continued"u8, true);
        }

        writer.WriteNumber("shown"u8, record > 0 ? 0 : entry.Records.Count);
        if (entry.Records.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("records"u8);
        for (; record < entry.Records.Count && buffer.WrittenCount + writer.BytesPending < SoftMaxBytes; record++)
        {
            writer.WriteStringValue(entry.Records[record].Publisher.ToString());
            writer.WriteStringValue(entry.Records[record].Id.ToString());
        }

        writer.WriteEndArray();
    }

    private void WriteQuestion(Utf8JsonWriter writer, in AccessEntry entry)
    {
        writer.WriteString("method"u8, entry.Method);
        WriteIfGiven(writer, "route"u8, entry.Route);
        WriteIfGiven(writer, "asked"u8, entry.What);
        WriteIfGiven(writer, "target"u8, entry.Target);
        if (entry.Values.Count == 0)
        {
            return;
        }

        Span<byte> hashed = stackalloc byte[AccessLogHash.Length];
        writer.WriteStartArray("hashes"u8);
        for (var index = 0; index < Math.Min(entry.Values.Count, MaxHashes); index++)
        {
            hash.Write(entry.Values[index], hashed);
            writer.WriteStringValue(hashed);
        }

        writer.WriteEndArray();
    }
}
