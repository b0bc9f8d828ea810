using System.Text.Json;

namespace InfoShare.Tests.BadInput;

/// <summary>What every refusal must be: a problem document that says what was wrong, and where if the request was invalid.</summary>
internal static class ProblemCheck
{
    /// <summary>What is wrong with a refusal, or null. <paramref name="body"/> is null where the method has no answer's body (HEAD).</summary>
    public static string? Of(int status, string? contentType, string? body)
    {
        if (status >= 500)
        {
            return $"{status}";
        }

        if (status < 400)
        {
            return null;
        }

        if (contentType?.StartsWith("application/problem+json", StringComparison.Ordinal) != true)
        {
            return $"{status} with the content type '{contentType}'";
        }

        return body is null ? null : OfDocument(status, body);
    }

    public static async Task<string?> OfAsync(HttpResponseMessage response) => Of(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.ToString(),
        response.RequestMessage!.Method == HttpMethod.Head ? null : await response.Content.ReadAsStringAsync());

    private static string? OfDocument(int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = document.RootElement;
            if (problem.GetProperty("status").GetInt32() != status
                || problem.GetProperty("type").GetString()?.StartsWith("urn:infoshare:problem:", StringComparison.Ordinal) != true
                || problem.GetProperty("title").GetString() is not { Length: > 0 }
                || problem.GetProperty("detail").GetString() is not { Length: > 0 })
            {
                return $"{status} whose document is incomplete: {body}";
            }

            return status == 400 && !NamesPlaces(problem) ? $"400 that names no place: {body}" : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"{status} without a problem document ({exception.Message}): {body}";
        }
    }

    private static bool NamesPlaces(JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0 && errors.EnumerateArray().All(error =>
            error.GetProperty("pointer").ValueKind == JsonValueKind.String
            && error.GetProperty("code").GetString() is { Length: > 0 }
            && error.GetProperty("message").GetString() is { Length: > 0 });
}
