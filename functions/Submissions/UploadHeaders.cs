using InfoShare.Access;
using InfoShare.Functions.Http;
using InfoShare.Json;
using InfoShare.Records;
using InfoShare.Submissions;
using Microsoft.Net.Http.Headers;

namespace InfoShare.Functions.Submissions;

/// <summary>Reads what a request says of the input in its body.</summary>
internal static class UploadHeaders
{
    /// <summary>The upload, or the refusal.</summary>
    public static (SubmissionUpload? Upload, IResult? Refusal) Read(HttpRequest request, Caller caller)
    {
        var query = new QueryReader(request);
        var kind = query.Code<RecordKind>("kind");
        query.RefuseOthers();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || FormatOf(type) is not { } format)
        {
            return (null, Problems.UnsupportedMediaType("Send application/x-ndjson, or text/csv with ?kind=."));
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip"))
        {
            return (null, Problems.UnsupportedMediaType("Content-Encoding may be gzip, or left out."));
        }

        var charset = type.Charset.HasValue ? HeaderUtilities.RemoveQuotes(type.Charset).ToString() : null;
        Check(format, kind, charset, query.Errors);
        return query.Errors.Count > 0
            ? (null, Problems.Invalid(query.Errors))
            : (new(caller.Agency, caller.Client, !caller.Has(Roles.Publisher), format, kind, encoding == "gzip", charset, request.ContentLength), null);
    }

    private static SubmissionFormat? FormatOf(MediaTypeHeaderValue type) => type.MediaType.Value?.ToLowerInvariant() switch
    {
        "application/x-ndjson" => SubmissionFormat.Ndjson,
        "text/csv" => SubmissionFormat.Csv,
        _ => null,
    };

    private static void Check(SubmissionFormat format, RecordKind? kind, string? charset, ErrorList errors)
    {
        if (format == SubmissionFormat.Csv && kind is null)
        {
            errors.Add("kind", ErrorCodes.MissingMember, $"Say what the rows are: ?kind= one of {string.Join(", ", Code<RecordKind>.All)}.");
        }
        else if (format == SubmissionFormat.Ndjson && kind is not null)
        {
            errors.Add("kind", ErrorCodes.UnknownParameter, "The lines of NDJSON name their own kind.");
        }

        var allowed = format == SubmissionFormat.Csv ? TextEncoding.Names : ["utf-8"];
        if (charset is not null && !allowed.Contains(charset, StringComparer.OrdinalIgnoreCase))
        {
            errors.Add("Content-Type", ErrorCodes.InvalidHeader, $"The charset must be one of {string.Join(", ", allowed)}.");
        }
    }
}
