using System.Globalization;
using InfoShare.Datasets;
using InfoShare.Functions.Http;
using InfoShare.Json;
using Microsoft.Net.Http.Headers;

namespace InfoShare.Functions.Datasets;

/// <summary>A file of a dataset, whole or a part of it (RFC 9110 sections 13 and 14), streamed from the store.</summary>
/// <param name="isPublic">Caches that serve many may keep it, for as long as a withdrawal may take to show.</param>
internal sealed class FileAnswer(DatasetStore store, DatasetManifest manifest, DatasetSegment segment, StoredFile file, bool isPublic) : IResult
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Seconds for which a shared cache may give out a public file.</summary>
    private const int PublicSeconds = 60;

    private string Tag => $"\"{file.Sha256}\"";

    private string MediaType => file.Name == DatasetFiles.Package ? "application/json" : "application/gzip";

    private string Disposition => $"attachment; filename=\"{FileName()}\"";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (request.Headers.IfMatch.Count > 0 && !TaggedJson.Has(request.Headers.IfMatch, Tag))
        {
            await Problems.Stale("The file is not the one that If-Match names.").ExecuteAsync(httpContext);
            return;
        }

        WriteHeaders(response);
        if (TaggedJson.Has(request.Headers.IfNoneMatch, Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (range, isRefused) = RangeOf(request);
        if (isRefused)
        {
            response.Headers.ContentRange = new ContentRangeHeaderValue(file.Length).ToString();
            response.Headers.Remove(HeaderNames.ContentDisposition);
            await Problems.RangeNotSatisfiable(string.Create(CultureInfo.InvariantCulture, $"The file has {file.Length} bytes.")).ExecuteAsync(httpContext);
            return;
        }

        if (!httpContext.IsHead() && MayBeSentOn(request) && await store.LinkAsync(file, MediaType, Disposition, httpContext.RequestAborted) is { } link)
        {
            SendOn(response, link);
            return;
        }

        var (from, length) = range ?? (0, file.Length);
        await using var content = await store.OpenAsync(file, from, length, httpContext.RequestAborted);
        if (content is null)
        {
            // Removed since the manifest was read.
            response.Clear();
            await DatasetCatalogue.Gone("This version is not kept any more.").ExecuteAsync(httpContext);
            return;
        }

        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = new ContentRangeHeaderValue(from, from + length - 1, file.Length).ToString();
        }

        response.ContentType = MediaType;
        response.ContentLength = length;
        if (httpContext.IsHead())
        {
            return;
        }

        await content.CopyToAsync(response.Body, BufferBytes, httpContext.RequestAborted);
    }

    private void WriteHeaders(HttpResponse response)
    {
        response.Headers.ETag = Tag;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(file.Sha256))}:";
        response.Headers.CacheControl = isPublic
            ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={PublicSeconds}, immutable")
            : "private, no-cache";
        response.Headers.LastModified = manifest.BuiltAt.ToString("R", CultureInfo.InvariantCulture);
        response.Headers.ContentDisposition = Disposition;
    }

    /// <summary>The storage has ETags of its own: what depends on ours must have been decided here, and hold.</summary>
    private bool MayBeSentOn(HttpRequest request) => request.Headers.IfMatch.Count == 0 && IsOfThis(request);

    /// <summary>The storage gives the bytes out by itself.</summary>
    private void SendOn(HttpResponse response, Uri link)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        response.Headers.Location = link.AbsoluteUri;
        response.Headers.CacheControl = isPublic ? string.Create(CultureInfo.InvariantCulture, $"public, max-age={PublicSeconds}") : "no-store";
    }

    /// <summary><c>sanctions-members-20260301120000-7f3a000012.csv.gz</c>: what is saved side by side must not collide.</summary>
    private string FileName() => $"{Code<DatasetName>.Of(manifest.Dataset)}-{segment.Id}-{manifest.Version}.{DatasetFiles.Rest(manifest.Dataset, file.Name)}";

    /// <summary>
    /// The one range that is asked for; null: the whole. Several ranges, units that are not bytes and what is not well-formed are ignored, as
    /// section 14.2 permits, and a range of another file than If-Range names too.
    /// </summary>
    private ((long From, long Length)? Range, bool IsRefused) RangeOf(HttpRequest request)
    {
        if (!RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var asked) || asked.Unit != "bytes" || asked.Ranges.Count != 1 || !IsOfThis(request))
        {
            return (null, false);
        }

        var range = asked.Ranges.First();
        var (from, to) = (range.From, range.To) switch
        {
            ({ } first, { } last) => (first, Math.Min(last, file.Length - 1)),
            ({ } first, null) => (first, file.Length - 1),
            (null, { } last) => (Math.Max(0, file.Length - last), file.Length - 1),
            _ => (0L, -1L),
        };
        var isRefused = from > to || from >= file.Length;
        return (isRefused ? null : (from, to - from + 1), isRefused);
    }

    /// <summary>If-Range holds for the same strong ETag alone; a date is too coarse to say so.</summary>
    private bool IsOfThis(HttpRequest request)
    {
        var condition = request.Headers.IfRange;
        return condition.Count == 0
            || (RangeConditionHeaderValue.TryParse(condition.ToString(), out var named) && named.EntityTag is { IsWeak: false } tag && tag.Tag == Tag);
    }
}
