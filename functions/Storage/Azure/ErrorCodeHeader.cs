using Azure.Core;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>The storage services' own word for an error, where the body says nothing.</summary>
internal static class ErrorCodeHeader
{
    public static string? ErrorCode(this ResponseHeaders headers) => headers.TryGetValue("x-ms-error-code", out var code) ? code : null;
}
