using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace InfoShare.Tests.Azurite;

/// <summary>An answer that never came from a service.</summary>
internal sealed class MadeUpResponse : Response
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public MadeUpResponse(Request request, int status, string? code, int? retryAfter = null)
    {
        Status = status;
        ClientRequestId = request.ClientRequestId;
        if (code is not null)
        {
            _headers["x-ms-error-code"] = code;
        }

        if (retryAfter is { } seconds)
        {
            _headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    public override int Status { get; }

    public override string ReasonPhrase => "Made up";

    public override Stream? ContentStream { get; set; } = new MemoryStream();

    public override string ClientRequestId { get; set; }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
