using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using InfoShare.Records;

namespace InfoShare.Datasets.Formats;

/// <summary>
/// What is kept of a record until its merchant is whole: what it says against the merchant, in a form that is quick to read back, and what it
/// says of it, as published. Lives no longer than its build.
/// </summary>
internal static class MerchantPart
{
    private const int Absent = -1;

    /// <param name="isPublic">Leave out what the public does not get.</param>
    public static byte[] Write(RecordHeader header, JsonElement body, bool isPublic)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var id = header.Id.ToString();
        var record = TargetReading.RecordOf(id, header, body, isPublic);
        Put(output, id);
        Put(output, (int)record.Kind);
        Put(output, record.Publisher);
        Put(output, record.Country);
        Put(output, record.Program);
        Put(output, record.Measures.Count);
        foreach (var measure in record.Measures)
        {
            Put(output, measure);
        }

        Put(output, record.Status);
        Put(output, record.Start);
        Put(output, record.End);
        Put(output, record.ListedOn);
        Put(output, record.Number);
        Put(output, record.PublishedAt);
        Put(output, record.UpdatedAt);
        output.Write(JsonMarshal.GetRawUtf8Value(body.GetProperty("merchant"u8)));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The record's id, what it says against the merchant, and its member <c>merchant</c>.</summary>
    /// <param name="target">The merchant's id, in the form of FollowTheMoney: the record's is made within it.</param>
    public static (string Id, TargetRecord Said, ReadOnlyMemory<byte> Merchant) Read(byte[] part, string target)
    {
        ReadOnlySpan<byte> rest = part;
        var id = Text(ref rest)!;
        var said = new TargetRecord(
            Id: $"{target}.{Target.IdOf(id)}",
            Kind: (RecordKind)Number(ref rest),
            Publisher: Text(ref rest)!,
            Country: Text(ref rest)!,
            Program: Text(ref rest)!,
            Measures: Texts(ref rest),
            Status: Text(ref rest)!,
            Reason: null,
            Start: Text(ref rest),
            End: Text(ref rest),
            ListedOn: Text(ref rest),
            Number: Text(ref rest),
            PublishedAt: Instant(ref rest),
            UpdatedAt: Instant(ref rest));
        return (id, said, part.AsMemory(part.Length - rest.Length));
    }

    private static void Put(ArrayBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    private static void Put(ArrayBufferWriter<byte> output, DateTimeOffset instant)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), instant.UtcTicks);
        output.Advance(sizeof(long));
    }

    private static void Put(ArrayBufferWriter<byte> output, string? text)
    {
        if (text is null)
        {
            Put(output, Absent);
            return;
        }

        var span = output.GetSpan(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, span[sizeof(int)..]);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        output.Advance(sizeof(int) + length);
    }

    private static int Number(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        return value;
    }

    private static DateTimeOffset Instant(ref ReadOnlySpan<byte> rest)
    {
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[sizeof(long)..];
        return new(ticks, TimeSpan.Zero);
    }

    private static string? Text(ref ReadOnlySpan<byte> rest)
    {
        var length = Number(ref rest);
        if (length == Absent)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    private static string[] Texts(ref ReadOnlySpan<byte> rest)
    {
        var texts = new string[Number(ref rest)];
        for (var at = 0; at < texts.Length; at++)
        {
            texts[at] = Text(ref rest)!;
        }

        return texts;
    }
}
