using InfoShare.Agencies;

namespace InfoShare.Submissions;

/// <summary>Reads batches of lines from an opened input.</summary>
internal sealed class BatchReader(SubmissionInput input, Submission submission, LineFormat format, FindPublisher publishers, SubmissionOptions options)
{
    private readonly LineCommands _commands = new(submission, format, options);

    /// <summary>The next lines, as many as a batch holds; a fault of the input comes after the lines before it.</summary>
    public async Task<LineBatch> ReadAsync(CancellationToken cancellationToken)
    {
        var batch = new LineBatch();
        var publisher = await publishers(submission.Agency, cancellationToken);
        if (publisher is not { Agency.Status: AgencyStatus.Active })
        {
            batch.Fault = "The agency is suspended.";
            return batch;
        }

        try
        {
            await FillAsync(batch, publisher, cancellationToken);
        }
        catch (UnreadableInputException unreadable)
        {
            batch.Fault = unreadable.Message;
        }

        return batch;
    }

    private async Task FillAsync(LineBatch batch, Publisher publisher, CancellationToken cancellationToken)
    {
        var bytes = 0;
        while (batch.Lines.Count < options.BatchLines && bytes < options.BatchBytes)
        {
            if (await input.Lines.ReadAsync(cancellationToken) is not { } line)
            {
                batch.IsLast = true;
                return;
            }

            batch.End = new() { Offset = line.End, Line = line.Number, BytesRead = input.BytesRead };
            bytes += line.Bytes.Length;
            if (line.Number > format.HeaderLines && !format.IsBlank(line))
            {
                _commands.Add(batch, line, publisher);
            }
        }
    }
}
