using InfoShare.Json;
using InfoShare.Records;

namespace InfoShare.Submissions.Csv;

/// <summary>A CSV's first row, judged by the beginning of an upload: whoever names a column that there is not learns it at once.</summary>
internal static class CsvHeader
{
    /// <summary>
    /// Everything that is wrong with the header, by the columns' names. Nothing where it cannot be told yet, because the row does not end
    /// within the beginning or the gzip data is damaged: the worker judges by the whole input.
    /// </summary>
    /// <param name="beginning">As uploaded.</param>
    /// <param name="isWhole">There is nothing behind it.</param>
    public static async ValueTask<ErrorList> CheckAsync(
        SubmissionUpload upload, RecordKind kind, byte[] beginning, bool isWhole, SubmissionOptions options, CancellationToken cancellationToken)
    {
        var sample = beginning;
        if (upload.Gzip)
        {
            (sample, var hasEnded) = await ExpandAsync(beginning, options, cancellationToken);
            isWhole &= hasEnded;
        }

        var opening = CsvOpening.Read(sample, upload.Charset);
        var errors = new ErrorList();
        if (isWhole || opening.IsWhole)
        {
            CsvLayout.Of(kind, opening.Columns, errors);
        }

        return errors;
    }

    /// <summary>What comes out of the beginning of gzip data, and whether that was all.</summary>
    private static async ValueTask<(byte[] Sample, bool HasEnded)> ExpandAsync(byte[] beginning, SubmissionOptions options, CancellationToken cancellationToken)
    {
        await using var compressed = new MeteredStream(new MemoryStream(beginning), long.MaxValue);
        await using var expanded = new ExpandedStream(compressed, options);
        var sample = new byte[TextEncoding.SampleBytes];
        var length = 0;
        try
        {
            while (length < sample.Length)
            {
                var read = await expanded.ReadAsync(sample.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return (sample[..length], true);
                }

                length += read;
            }
        }
        catch (UnreadableInputException)
        {
            // Cut off here, as a rule; where it is damaged, the worker says so.
        }

        return (sample[..length], false);
    }
}
