namespace InfoShare.Cli.Publishing;

/// <summary>
/// Publishes a file: everything once, then as corrections what the first pass found published with other content; what that finds
/// retracted is, if forced, reinstated and corrected once more, in case it was retracted with other content. Interrupted anywhere, it is
/// simply run again.
/// </summary>
/// <param name="submissions">Takes rows of the file's format.</param>
/// <param name="lines">Takes NDJSON.</param>
public sealed class Publication(
    Submissions submissions, Submissions lines, InputFile file, PublishOptions options, Tally tally, Action<string, long, long> onProgress)
{
    private const string ReinstatementReason = "published again";
    private const int RecordsPerBatch = 50_000;

    private readonly HashSet<long> _toCorrect = [];
    private readonly List<LineOutcome> _toReinstate = [];
    private readonly Dictionary<long, LineOutcome> _reinstated = [];
    private readonly HashSet<(string Kind, string Reference)> _named = [];
    private char _separator = ',';
    private int _operation;
    private int _reason;

    /// <summary>Records that the file names, whether the hub took the line or not.</summary>
    public IReadOnlySet<(string Kind, string Reference)> Named => _named;

    /// <summary>Rejected rows of which not even the reference could be read: what they name is not known.</summary>
    public long Unnamed { get; private set; }

    /// <param name="maxBytes">Of a batch; see <see cref="Batches.MaxBytes"/>.</param>
    public async Task RunAsync(long maxBytes, CancellationToken cancellation)
    {
        await PassAsync("Publishing", Batches.Of(file, row => row.Bytes, header => header, maxBytes), FirstPass, cancellation);
        await CorrectAsync(CorrectionPass, maxBytes, cancellation);
        if (_toReinstate.Count > 0)
        {
            foreach (var records in _toReinstate.Chunk(RecordsPerBatch))
            {
                await ReinstateAsync(records, cancellation);
            }

            await CorrectAsync(LastPass, maxBytes, cancellation);
        }
    }

    private async Task CorrectAsync(Action<LineOutcome> take, long maxBytes, CancellationToken cancellation)
    {
        if (_toCorrect.Count > 0)
        {
            await PassAsync("Correcting", Batches.Of(file, Corrected, CorrectedHeader, maxBytes), take, cancellation);
        }
    }

    private async Task ReinstateAsync(LineOutcome[] records, CancellationToken cancellation)
    {
        var batch = new Batch(null);
        foreach (var record in records)
        {
            batch.Add(new(record.Row, BareLine.Of("reinstate", record.Kind, record.Reference, ReinstatementReason)));
        }

        await PassAsync("Reinstating", [batch], lines, Reinstated, cancellation);
    }

    private Task PassAsync(string what, IEnumerable<Batch> batches, Action<LineOutcome> take, CancellationToken cancellation) =>
        PassAsync(what, batches, submissions, take, cancellation);

    private async Task PassAsync(string what, IEnumerable<Batch> batches, Submissions to, Action<LineOutcome> take, CancellationToken cancellation)
    {
        foreach (var batch in batches)
        {
            onProgress(what, 0, batch.Records);
            var id = await to.SendAsync(batch, cancellation);
            await to.WaitAsync(id, done => onProgress(what, done, batch.Records), cancellation);
            await foreach (var outcome in to.OutcomesAsync(id, cancellation))
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
            tally.Add(outcome, needsForce: outcome.IsSuperseded);
        }
    }

    private void CorrectionPass(LineOutcome outcome)
    {
        if (options.Force && outcome.IsRetracted)
        {
            _toReinstate.Add(outcome);
        }
        else
        {
            tally.Add(outcome, needsForce: outcome.IsRetracted);
        }

        _toCorrect.Remove(outcome.Row);
    }

    /// <summary>What is reinstated is active again with the content that it had when it was retracted, which may not be the file's.</summary>
    private void Reinstated(LineOutcome outcome)
    {
        if (outcome.IsRejected)
        {
            tally.Add(outcome);
        }
        else
        {
            _toCorrect.Add(outcome.Row);
            _reinstated.Add(outcome.Row, outcome);
        }
    }

    /// <summary>A row has one outcome: the reinstatement, unless the correction after it changed something or was rejected.</summary>
    private void LastPass(LineOutcome outcome) =>
        tally.Add(outcome.Result == "unchanged" && _reinstated.TryGetValue(outcome.Row, out var reinstated) ? reinstated : outcome);

    private ReadOnlyMemory<byte>? Corrected(InputRow row)
    {
        if (!_toCorrect.Contains(row.Number))
        {
            return null;
        }

        if (file.Format == InputFormat.Ndjson)
        {
            return Corrections.OfJson(row.Bytes, options.Reason);
        }

        var corrected = Corrections.WithCell(row.Bytes, _separator, _operation, "correct");
        return Corrections.HasCell(corrected.Span, _separator, _reason)
            ? corrected
            : Corrections.WithCell(corrected, _separator, _reason, $"\"{options.Reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    private ReadOnlyMemory<byte> CorrectedHeader(ReadOnlyMemory<byte> header)
    {
        _separator = Corrections.SeparatorOf(header.Span);
        (header, _operation) = WithColumn(header, "op");
        (header, _reason) = WithColumn(header, "reason", "change.reason");
        return header;
    }

    /// <summary>The header with the column, the last one if it is not there, and where it is.</summary>
    private (ReadOnlyMemory<byte> Header, int Column) WithColumn(ReadOnlyMemory<byte> header, params string[] names)
    {
        var columns = Corrections.CountColumns(header.Span);
        return Corrections.ColumnOf(header.Span, names) is { } column
            ? (header, column)
            : (Corrections.WithCell(header, _separator, columns, names[0]), columns);
    }
}
