namespace InfoShare.Cli.Publishing;

/// <summary>
/// Publishes a file: everything once, then as corrections what the first pass found published with other content. Interrupted anywhere, it
/// is simply run again.
/// </summary>
public sealed class Publication(Submissions submissions, InputFile file, PublishOptions options, Tally tally, Action<string, long, long> onProgress)
{
    private readonly HashSet<long> _toCorrect = [];
    private readonly HashSet<(string Kind, string Reference)> _named = [];
    private char _separator = ',';

    /// <summary>Records that the file names, whether the hub took the line or not.</summary>
    public IReadOnlySet<(string Kind, string Reference)> Named => _named;

    /// <summary>Rejected rows of which not even the reference could be read: what they name is not known.</summary>
    public long Unnamed { get; private set; }

    /// <param name="maxBytes">Of a batch; see <see cref="Batches.MaxBytes"/>.</param>
    public async Task RunAsync(long maxBytes, CancellationToken cancellation)
    {
        await PassAsync("Publishing", Batches.Of(file, row => row.Bytes, header => header, maxBytes), FirstPass, cancellation);
        if (_toCorrect.Count > 0)
        {
            await PassAsync("Correcting", Batches.Of(file, Corrected, CorrectedHeader, maxBytes), tally.Add, cancellation);
        }
    }

    private async Task PassAsync(string what, IEnumerable<Batch> batches, Action<LineOutcome> take, CancellationToken cancellation)
    {
        foreach (var batch in batches)
        {
            onProgress(what, 0, batch.Records);
            var id = await submissions.SendAsync(batch, cancellation);
            await submissions.WaitAsync(id, done => onProgress(what, done, batch.Records), cancellation);
            await foreach (var outcome in submissions.OutcomesAsync(id, cancellation))
            {
                take(new(batch.RowOf(outcome.GetProperty("line").GetInt64()), outcome));
            }
        }
    }

    private void FirstPass(LineOutcome outcome)
    {
        if (outcome.Reference.Length > 0 && outcome.Kind.Length > 0)
        {
            _named.Add((outcome.Kind, outcome.Reference));
        }
        else
        {
            Unnamed++;
        }

        if ((options.Update && outcome.IsConflict) || (options.Force && outcome.IsSuperseded))
        {
            _toCorrect.Add(outcome.Row);
        }
        else
        {
            tally.Add(outcome);
        }
    }

    private ReadOnlyMemory<byte>? Corrected(InputRow row)
    {
        if (!_toCorrect.Contains(row.Number))
        {
            return null;
        }

        return file.Format == InputFormat.Csv ? Corrections.WithCell(row.Bytes, _separator, "correct") : Corrections.OfJson(row.Bytes);
    }

    /// <exception cref="UsageException">The rows say themselves what they do.</exception>
    private ReadOnlyMemory<byte> CorrectedHeader(ReadOnlyMemory<byte> header)
    {
        if (Corrections.HasOperation(header.Span))
        {
            throw new UsageException("The CSV has a column 'op', which says for each row what to do: --update and --force need a file without it.");
        }

        _separator = Corrections.SeparatorOf(header.Span);
        return Corrections.WithCell(header, _separator, "op");
    }
}
