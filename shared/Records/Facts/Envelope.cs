using System.Text.Json;
using InfoShare.Json;

namespace InfoShare.Records.Facts;

/// <summary>What a record's sender asks for.</summary>
internal readonly record struct Envelope(RecordOperation Operation, int? IfVersion, string? Reason)
{
    /// <summary>Whether the record itself is read.</summary>
    public bool HasRecord => Operation is RecordOperation.Publish or RecordOperation.Correct;

    /// <param name="normal">An envelope's normal form; what was wrong is not in it.</param>
    public static Envelope Of(ReadOnlySpan<byte> normal)
    {
        if (normal.IndexOf("\"op\":"u8) < 0 && normal.IndexOf("\"ifVersion\":"u8) < 0 && normal.IndexOf("\"change\":"u8) < 0)
        {
            return default;
        }

        using var document = JsonDocument.Parse(normal.ToArray());
        var envelope = document.RootElement;
        return new(
            Code<RecordOperation>.TryParse(envelope.Text("op"u8), out var operation) ? operation : RecordOperation.Publish,
            envelope.TryGetProperty("ifVersion"u8, out var version) ? version.GetInt32() : null,
            envelope.TryGetProperty("change"u8, out var change) ? change.Text("reason"u8) : null);
    }
}
