using System.Text.Json;
using Azure;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>
/// What the service says of a refusal: its code from the body, else from the header. Bodies may be empty, or XML.
/// </summary>
internal sealed record TableError(int Status, string? Code, string Message)
{
    /// <summary>The row is not there, or its table is not.</summary>
    public bool IsAbsence => Status == 404 && Code is "ResourceNotFound" or "EntityNotFound" or "TableNotFound";

    public static TableError Read(Response response)
    {
        var (code, message) = ReadBody(response.Content.ToMemory());
        return new(response.Status, code ?? response.Headers.ErrorCode(), message ?? $"The Table service answered {response.Status}.");
    }

    /// <summary>Both null if the body says nothing in JSON.</summary>
    public static (string? Code, string? Message) ReadBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("odata.error", out var error)
                ? (error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString())
                : (null, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    public RequestFailedException ToException() => new(Status, Message, Code, null);
}
