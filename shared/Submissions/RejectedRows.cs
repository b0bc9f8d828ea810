using System.Text;
using System.Text.Json;
using InfoShare.Storage;
using InfoShare.Submissions.Csv;

namespace InfoShare.Submissions;

/// <summary>Gives a submission's rejected lines back as they were sent, each with what is wrong with it, in one pass over the stored input.</summary>
public sealed class RejectedRows(IBlobs blobs, OutcomeReader outcomes, SubmissionOptions options)
{
    /// <summary>
    /// CSV for CSV, in UTF-8 with the header and a column <c>errors</c>, ready to be mended and sent again; for NDJSON lines of
    /// <c>{"line": 7, "errors": […], "input": "the line"}</c>.
    /// </summary>
    public async Task WriteAsync(Submission submission, Stream output, CancellationToken cancellationToken)
    {
        await using var rejected = outcomes.ReadAsync(submission, LineResult.Rejected, 0, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (!await rejected.MoveNextAsync())
        {
            return;
        }

        var format = await LineFormats.OpenAsync(blobs, submission, options, cancellationToken);
        await using var input = await SubmissionInput.OpenAsync(blobs, submission, options, format.Encoding, format.Boundary, new(), cancellationToken);
        while (await input.Lines.ReadAsync(cancellationToken) is { } line)
        {
            var csv = (format as CsvFormat)?.Rows;
            if (line.Number <= format.HeaderLines)
            {
                await WriteRowAsync(csv!.WithErrorsColumn(line.Bytes.Span), output, cancellationToken);
            }
            else if (line.Number == rejected.Current.Line)
            {
                await (csv is not null
                    ? WriteRowAsync(csv.WithErrors(line.Bytes.Span, !line.TooLong, Describe(rejected.Current)), output, cancellationToken)
                    : WriteJsonAsync(line, rejected.Current, output, cancellationToken));
                if (!await rejected.MoveNextAsync())
                {
                    return;
                }
            }
        }
    }

    private static string Describe(LineOutcome outcome) => string.Join(
        " | ", (outcome.Errors ?? []).Select(error => error.Pointer.Length == 0 ? error.Message : $"{error.Pointer}: {error.Message}"));

    private static async Task WriteRowAsync(byte[] row, Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(row, cancellationToken);
        await output.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
    }

    private static async Task WriteJsonAsync(InputLine line, LineOutcome outcome, Stream output, CancellationToken cancellationToken)
    {
        await using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", outcome.Line);
            writer.WriteStartArray("errors");
            foreach (var error in outcome.Errors ?? [])
            {
                writer.WriteStartObject();
                writer.WriteString("pointer", error.Pointer);
                writer.WriteString("code", error.Code);
                writer.WriteString("message", error.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("input", Encoding.UTF8.GetString(line.Bytes.Span));
            writer.WriteEndObject();
            await writer.FlushAsync(cancellationToken);
        }

        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
