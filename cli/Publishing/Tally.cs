using System.Text.Json;

namespace InfoShare.Cli.Publishing;

/// <summary>Counts final outcomes, and keeps of them what the reports need.</summary>
/// <param name="outcomes">Where outcomes are written as NDJSON, by the file's rows; or null.</param>
/// <param name="keepsRejected">Whether the rejected rows are written out at the end.</param>
public sealed class Tally(Stream? outcomes, bool keepsRejected)
{
    /// <summary>Rejections shown on the terminal; the rest is in the outcomes file.</summary>
    public const int Shown = 20;

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public long Rejected => _counts.GetValueOrDefault("rejected");

    /// <summary>Lines that changed nothing although their content is not the current one: it was replaced, or the record is retracted.</summary>
    public long Superseded { get; private set; }

    /// <summary>The first of these, by their references.</summary>
    public List<string> SupersededExamples { get; } = [];

    /// <summary>The first rejections, each as lines for a person.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>What is wrong with each rejected row, if these are kept.</summary>
    public Dictionary<long, string> RejectedRows { get; } = [];

    /// <param name="needsForce">Whether the line would have changed something if forced.</param>
    public void Add(LineOutcome outcome, bool needsForce = false)
    {
        _counts[outcome.Result] = _counts.GetValueOrDefault(outcome.Result) + 1;
        if (needsForce)
        {
            AddSuperseded(outcome);
        }

        if (outcome.IsRejected)
        {
            AddRejected(outcome);
        }

        if (outcomes is not null)
        {
            Write(outcome, outcomes);
        }
    }

    private void AddSuperseded(LineOutcome outcome)
    {
        Superseded++;
        if (SupersededExamples.Count < Shown)
        {
            SupersededExamples.Add(outcome.Reference);
        }
    }

    private void AddRejected(LineOutcome outcome)
    {
        var errors = string.Join("; ", outcome.Errors.Select(Hub.HubProblem.Line));
        if (Examples.Count < Shown)
        {
            Examples.Add(outcome.Reference.Length == 0 ? $"line {outcome.Row}: {errors}" : $"line {outcome.Row}, {outcome.Reference}: {errors}");
        }

        if (keepsRejected)
        {
            RejectedRows[outcome.Row] = errors;
        }
    }

    private static void Write(LineOutcome outcome, Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", outcome.Row);
            foreach (var member in outcome.Json.EnumerateObject().Where(member => member.Name != "line"))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
