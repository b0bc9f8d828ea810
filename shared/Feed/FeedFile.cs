using System.Buffers;
using System.Text.Json;

namespace InfoShare.Feed;

/// <summary>An uploaded file that a message points to.</summary>
/// <param name="Id">As <c>POST /feed/files</c> answered it.</param>
/// <param name="Sha256">Of its bytes as uploaded, in lower-case hexadecimal.</param>
public sealed record FeedFile(string Id, string Sha256)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private const int IdLength = 32;

    private const int HashLength = 64;

    public static string NewId() => Guid.NewGuid().ToString("N");

    /// <summary>The pointer, or null if it is none.</summary>
    public static FeedFile? Read(JsonElement file) =>
        file.ValueKind == JsonValueKind.Object && file.EnumerateObject().Count() == 2
        && Hex(file, "id", IdLength) is { } id && Hex(file, "sha256", HashLength) is { } hash
            ? new(id, hash)
            : null;

    private static string? Hex(JsonElement file, string name, int length) =>
        file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
        && text.Length == length && !text.AsSpan().ContainsAnyExcept(Digits)
            ? text
            : null;
}
