using System.Security.Cryptography;
using System.Text.Json.Nodes;
using InfoShare.Functions.Http;
using InfoShare.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace InfoShare.Functions.Documents;

/// <summary>
/// The OpenAPI 3.1 document: routes, names and descriptions from the endpoints themselves, what they take and answer from
/// <c>operations.json</c>, <c>components.json</c> and the shapes of the records. It changes with the program alone and is made once.
/// </summary>
public sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider, EndpointDataSource endpoints)
{
    public const string Name = "v1";

    private const string MediaType = "application/json";

    private Task<Content>? _content;

    /// <summary>The document, or 304 where If-None-Match has its ETag.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (QueryReader.RefuseAll(context.Request) is { } refusal)
        {
            return refusal;
        }

        var content = await (_content ??= WriteAsync()).WaitAsync(context.RequestAborted);
        return TypedResults.Bytes(content.Json, MediaType, entityTag: content.Tag);
    }

    private async Task<Content> WriteAsync()
    {
        var described = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        var fromEndpoints = JsonNode.Parse(await described.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None))!;
        var json = DocumentText.Write(new DocumentWriting(DocumentParts.Load(), endpoints).Complete(fromEndpoints.AsObject()));
        return new(json, new($"\"{Base32.Encode(SHA256.HashData(json).AsSpan(0, 16))}\""));
    }

    private sealed record Content(byte[] Json, EntityTagHeaderValue Tag);
}
