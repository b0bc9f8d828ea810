using System.Globalization;
using System.Text;
using Azure;

namespace InfoShare.Functions.Storage.Azure.Tables;

/// <summary>
/// The answer to a transaction, which is 202 whatever became of it: one inner answer for each operation, or a single one with the refusal,
/// whose message begins with the number of the operation that was refused.
/// </summary>
internal static class TableBatchAnswer
{
    private const string StatusLine = "HTTP/1.1 ";

    private const string TagLine = "ETag: ";

    public static IReadOnlyList<ETag> Read(Response response, int actions)
    {
        var text = Encoding.UTF8.GetString(response.Content.ToMemory().Span);
        var (tags, statuses) = (new List<ETag>(actions), 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(StatusLine, StringComparison.Ordinal))
            {
                var status = int.Parse(line.Slice(StatusLine.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
                if (status >= 400)
                {
                    throw Refusal(status, text);
                }

                tags.Add(default);
                statuses++;
            }
            else if (statuses > 0 && line.StartsWith(TagLine, StringComparison.OrdinalIgnoreCase))
            {
                tags[^1] = new(line[TagLine.Length..].ToString());
            }
        }

        // A body that was cut off inside the last answers says nothing of them, and what it says of the others holds for all or for none.
        return statuses == actions && text.TrimEnd().EndsWith("--", StringComparison.Ordinal)
            ? tags
            : throw new InvalidDataException($"The Table service answered {statuses} of {actions} operations.");
    }

    private static TableTransactionFailedException Refusal(int status, string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        var (code, message) = start >= 0 && end > start ? TableError.ReadBody(Encoding.UTF8.GetBytes(text[start..(end + 1)])) : (null, null);
        if (code is null)
        {
            throw new InvalidDataException($"The Table service refused a transaction with {status} and does not say why.");
        }

        return new(status, code, message ?? "", IndexOf(message ?? ""));
    }

    private static int? IndexOf(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
