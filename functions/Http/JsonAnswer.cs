using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfoShare.Functions.Http;

/// <summary>An answer of JSON. It is written whole before it is sent, so that its length is told and it leaves in one piece.</summary>
public sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write) : IResult, IStatusCodeHttpResult
{
    /// <summary>A buffer of more bytes is not kept for the next answer.</summary>
    private const int MaxSpareBytes = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _spareBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _spareWriter;

    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return Task.CompletedTask;
        }

        var buffer = Render();
        response.ContentLength = buffer.WrittenCount;
        if (buffer.Capacity > MaxSpareBytes)
        {
            return response.BodyWriter.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted).AsTask();
        }

        // Not flushed: the server sends it with the headers when the request ends.
        response.BodyWriter.Write(buffer.WrittenSpan);
        _spareBuffer = buffer;
        return Task.CompletedTask;
    }

    private ArrayBufferWriter<byte> Render()
    {
        var buffer = _spareBuffer ?? new(4096);
        _spareBuffer = null;
        buffer.ResetWrittenCount();
        var writer = _spareWriter ?? new(buffer, Options);
        _spareWriter = null;
        writer.Reset(buffer);
        write(writer);
        writer.Flush();
        _spareWriter = writer;
        return buffer;
    }
}
