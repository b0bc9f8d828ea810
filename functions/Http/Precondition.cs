using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace InfoShare.Functions.Http;

/// <summary>The API's ETags: strong, and the version in quotes, never the table's.</summary>
public static class Precondition
{
    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that If-Match names; or a problem: 428 without the header, 400 when it is not one strong ETag of the hub.</summary>
    public static (int Version, ProblemResult? Problem) ReadIfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return (0, Problems.PreconditionRequired());
        }

        if (header.Count == 1
            && EntityTagHeaderValue.TryParse(header[0], out var tag)
            && !tag.IsWeak
            && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && tag.Tag == ETag(version))
        {
            return (version, null);
        }

        return (0, Problems.Invalid("If-Match", Json.ErrorCodes.InvalidHeader, "If-Match must be one ETag as the hub gave it, such as \"3\"."));
    }

    /// <summary>Whether If-None-Match says that the caller has this very version.</summary>
    public static bool IsCached(HttpRequest request, long version)
    {
        var header = request.Headers.IfNoneMatch;
        var wanted = ETag(version);
        return header.Count > 0
            && EntityTagHeaderValue.TryParseList(header, out var tags)
            && tags.Any(tag => tag.Tag == "*" || tag.Tag == wanted);
    }
}
