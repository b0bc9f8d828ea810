using Azure.Core;
using Azure.Core.Pipeline;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>
/// A Table service account over REST, on the pipeline of Azure.Core, under the names of Azure.Data.Tables, so that it can be swapped for that
/// package where it restores.
/// </summary>
public sealed class TableServiceClient
{
    /// <summary>The service version that takes Entra tokens, and that the emulator knows.</summary>
    internal const string Version = "2020-12-06";

    private const string Scope = "https://storage.azure.com/.default";

    private readonly Uri _endpoint;

    private readonly HttpPipeline _pipeline;

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(endpoint, new TableSharedKeyPipelinePolicy(credential, options.Time), options)
    {
    }

    public TableServiceClient(Uri endpoint, TokenCredential credential, TableClientOptions options)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        _endpoint = endpoint;
        _pipeline = HttpPipelineBuilder.Build(options, [], [authentication], new ResponseClassifier());
    }

    /// <summary>The account's name, which an emulator has in the path.</summary>
    public string AccountName => _endpoint.HostNameType == UriHostNameType.Dns && _endpoint.Host.Contains('.', StringComparison.Ordinal)
        ? _endpoint.Host.Split('.')[0]
        : _endpoint.AbsolutePath.Trim('/');

    public TableClient GetTableClient(string tableName) => new(_endpoint, _pipeline, tableName);
}

/// <summary>How the account is spoken to.</summary>
public sealed class TableClientOptions : ClientOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
