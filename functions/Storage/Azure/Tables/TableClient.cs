using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>One table. Every method throws <see cref="RequestFailedException"/> with the service's own error code.</summary>
public sealed class TableClient
{
    private const string NextPartition = "x-ms-continuation-NextPartitionKey";

    private const string NextRow = "x-ms-continuation-NextRowKey";

    private readonly string _root;

    private readonly string _table;

    private readonly HttpPipeline _pipeline;

    internal TableClient(Uri endpoint, HttpPipeline pipeline, string table)
    {
        _root = endpoint.AbsoluteUri.TrimEnd('/');
        _pipeline = pipeline;
        _table = table;
    }

    public async Task CreateIfNotExistsAsync(CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Post, $"{_root}/Tables");
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes($"{{\"TableName\":\"{_table}\"}}"));
        await _pipeline.SendAsync(message, cancellationToken);
        if (message.Response.IsError && TableError.Read(message.Response) is { Code: not "TableAlreadyExists" } error)
        {
            throw error.ToException();
        }
    }

    /// <summary>The row, or null if it is not there, or its table is not.</summary>
    public async Task<TableEntity?> GetEntityIfExistsAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Get, TableAddress.OfRow(_root, _table, partitionKey, rowKey));
        await _pipeline.SendAsync(message, cancellationToken);
        if (!message.Response.IsError)
        {
            using var document = Parse(message.Response);
            return TableEntityJson.Read(document.RootElement);
        }

        var error = TableError.Read(message.Response);
        return error.IsAbsence ? null : throw error.ToException();
    }

    /// <summary>One page of the rows that the filter takes. A page may be short, even empty, and still have a continuation.</summary>
    /// <param name="select">Properties to return; null: all.</param>
    public async Task<Page<TableEntity>> QueryPageAsync(
        string filter, int maxPerPage, string? select, string? continuationToken, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Get, QueryAddress(filter, maxPerPage, select, continuationToken));
        await _pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        if (response.IsError)
        {
            var error = TableError.Read(response);
            return error.IsAbsence ? Page<TableEntity>.FromValues([], null, response) : throw error.ToException();
        }

        using var document = Parse(response);
        return Page<TableEntity>.FromValues(
            [.. document.RootElement.GetProperty("value").EnumerateArray().Select(TableEntityJson.Read)], ContinuationOf(response), response);
    }

    /// <summary>All of the actions, on rows of one partition, or none; the ETags of the rows, in the order of the actions.</summary>
    /// <exception cref="TableTransactionFailedException">Refused: nothing was written.</exception>
    /// <exception cref="InvalidDataException">The answer breaks off: it is not known what was written.</exception>
    public async Task<IReadOnlyList<ETag>> SubmitTransactionAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var batch = new TableBatch(_root, _table);
        using var message = NewMessage(RequestMethod.Post, $"{_root}/$batch");
        message.Request.Headers.Add("Content-Type", batch.ContentType);
        message.Request.Content = RequestContent.Create(batch.Write(actions));
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError
            ? throw TableError.Read(message.Response).ToException()
            : TableBatchAnswer.Read(message.Response, actions.Count);
    }

    private HttpMessage NewMessage(RequestMethod method, string address)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new(address));
        message.Request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("MaxDataServiceVersion", "3.0;NetFx");
        message.Request.Headers.Add("x-ms-version", TableServiceClient.Version);
        return message;
    }

    private string QueryAddress(string filter, int maxPerPage, string? select, string? continuationToken)
    {
        var address = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{_root}/{_table}()?$filter={Uri.EscapeDataString(filter)}&$top={maxPerPage}"));
        if (select is not null)
        {
            address.Append("&$select=").Append(select);
        }

        if (continuationToken is not null)
        {
            var keys = continuationToken.Split('&');
            address.Append("&NextPartitionKey=").Append(keys[0]);
            if (keys[1].Length > 0)
            {
                address.Append("&NextRowKey=").Append(keys[1]);
            }
        }

        return address.ToString();
    }

    /// <summary>Both keys, encoded for the address; no encoded key holds an ampersand.</summary>
    private static string? ContinuationOf(Response response) =>
        response.Headers.TryGetValue(NextPartition, out var partition)
            ? $"{Uri.EscapeDataString(partition)}&{(response.Headers.TryGetValue(NextRow, out var row) ? Uri.EscapeDataString(row) : "")}"
            : null;

    private static JsonDocument Parse(Response response)
    {
        try
        {
            return JsonDocument.Parse(response.Content.ToMemory());
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("The Table service's answer is no JSON.", broken);
        }
    }
}
