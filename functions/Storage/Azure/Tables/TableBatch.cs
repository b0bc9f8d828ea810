using System.Buffers;
using System.Text;
using System.Text.Json;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>An entity group transaction as it is sent: one change set in a multipart body.</summary>
internal sealed class TableBatch(string root, string table)
{
    private readonly string _batch = $"batch_{Guid.NewGuid():D}";

    private readonly string _changeset = $"changeset_{Guid.NewGuid():D}";

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public ReadOnlyMemory<byte> Write(IReadOnlyList<TableTransactionAction> actions)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        Text(body, $"--{_batch}\r\nContent-Type: multipart/mixed; boundary={_changeset}\r\n\r\n");
        using (var writer = new Utf8JsonWriter(body, TableEntityJson.Writing))
        {
            foreach (var action in actions)
            {
                Write(body, writer, action);
            }
        }

        Text(body, $"--{_changeset}--\r\n--{_batch}--\r\n");
        return body.WrittenMemory;
    }

    private void Write(ArrayBufferWriter<byte> body, Utf8JsonWriter writer, TableTransactionAction action)
    {
        var isNew = action.ActionType == TableTransactionActionType.Add;
        var address = isNew ? $"{root}/{table}" : TableAddress.OfRow(root, table, action.Entity.PartitionKey, action.Entity.RowKey);
        Text(body, $"--{_changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Text(body, $"{Verb(action.ActionType)} {address} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n");
        if (isNew)
        {
            Text(body, "Prefer: return-no-content\r\n");
        }
        else if (action.ActionType != TableTransactionActionType.UpsertReplace)
        {
            Text(body, $"If-Match: {action.ETag}\r\n");
        }

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            // The end of the headers, and the line end that belongs to the boundary.
            Text(body, "\r\n\r\n");
            return;
        }

        Text(body, "Content-Type: application/json\r\n\r\n");
        writer.Reset();
        TableEntityJson.Write(writer, action.Entity);
        writer.Flush();
        Text(body, "\r\n");
    }

    private static string Verb(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateMerge => "PATCH",
        TableTransactionActionType.Delete => "DELETE",
        _ => "PUT",
    };

    private static void Text(ArrayBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);
}
