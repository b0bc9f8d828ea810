using System.Globalization;
using InfoShare.Cli.Hub;

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

    private readonly Dictionary<long, string> _toCorrect = [];
    private readonly List<LineOutcome> _toReinstate = [];
    private readonly Dictionary<long, LineOutcome> _reinstated = [];
    private readonly HashSet<(string Kind, string Reference)> _named = [];

    /// <summary>Records that the file names, whether the hub took the line or not.</summary>
    public IReadOnlySet<(string Kind, string Reference)> Named => _named;

    /// <summary>Rejected rows of which not even the reference could be read, or is wrong itself: what they name is not known.</summary>
    public long Unnamed { get; private set; }

    /// <param name="maxBytes">Of a batch; see <see cref="Batches.MaxBytes"/>.</param>
    public async Task RunAsync(long maxBytes, CancellationToken cancellation)
    {
        await PassAsync("Publishing", Batches.OfAsync(file, row => row.Bytes, header => header, maxBytes, cancellation), FirstPass, cancellation);
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
            await PassAsync("Correcting", Batches.OfAsync(file, Corrected, CorrectedHeader, maxBytes, cancellation), take, cancellation);
        }
    }

    private async Task ReinstateAsync(LineOutcome[] records, CancellationToken cancellation)
    {
        var batch = new Batch(null);
        foreach (var record in records)
        {
            batch.Add(record.Row, BareLine.Of("reinstate", record.Kind, record.Reference, ReinstatementReason));
        }

        await PassAsync("Reinstating", batch, lines, Reinstated, cancellation);
    }

    private async Task PassAsync(string what, IAsyncEnumerable<Batch> batches, Action<LineOutcome> take, CancellationToken cancellation)
    {
        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            await PassAsync(what, batch, submissions, take, cancellation);
        }
    }

    private async Task PassAsync(string what, Batch batch, Submissions to, Action<LineOutcome> take, CancellationToken cancellation)
    {
        onProgress(what, 0, batch.Records);
        var id = await to.SendAsync(batch, cancellation);
        await to.WaitAsync(id, done => onProgress(what, done, batch.Records), cancellation);
        var count = 0L;
        await foreach (var outcome in to.OutcomesAsync(id, cancellation))
        {
            take(new(batch.RowOf(outcome.GetProperty("line").GetInt64()), outcome));
            count++;
        }

        batch.Check(count);
    }

    private void FirstPass(LineOutcome outcome)
    {
        if (outcome.IsNamed)
        {
            _named.Add((outcome.Kind, outcome.Reference));
        }
        else
        {
            Unnamed++;
        }

        if ((options.Update && outcome.IsConflict) || (options.Force && outcome.IsSuperseded))
        {
            _toCorrect.Add(outcome.Row, outcome.Reference);
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
            _toCorrect.Add(outcome.Row, outcome.Reference);
            _reinstated.Add(outcome.Row, outcome);
        }
    }

    /// <summary>A row has one outcome: the reinstatement, unless the correction after it changed something or was rejected.</summary>
    private void LastPass(LineOutcome outcome) =>
        tally.Add(outcome.Result == "unchanged" && _reinstated.TryGetValue(outcome.Row, out var reinstated) ? reinstated : outcome);

    /// <summary>The row as a correction, if it is one of those to correct.</summary>
    /// <exception cref="HubRefusedException">What the hub said of this row, it said of another: to correct by it would bring back what was replaced.</exception>
    private ReadOnlyMemory<byte>? Corrected(InputRow row)
    {
        if (!_toCorrect.TryGetValue(row.Number, out var reference))
        {
            return null;
        }

        if (file.ReferenceOf(row) is var own && own != reference)
        {
            throw new HubRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"Row {row.Number} holds the record '{own}', and the hub answered for '{reference}'. {Batch.OtherRows}"));
        }

        return file.Csv is { } csv ? Corrections.OfCsv(csv, row.Bytes.Span, options.Reason) : Corrections.OfJson(row.Bytes, options.Reason);
    }

    private ReadOnlyMemory<byte> CorrectedHeader(ReadOnlyMemory<byte> header) => file.Csv is { } csv ? Corrections.HeaderOf(csv, header.Span) : header;
}
