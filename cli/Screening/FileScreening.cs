using System.Globalization;
using System.Text.Json;
using InfoShare.Cli.Hub;

namespace InfoShare.Cli.Screening;

/// <summary>
/// Screens rows a request at a time. A request that the hub refuses for one of its rows is sent again row by row, so that one bad row spoils
/// nothing but itself.
/// </summary>
public sealed class FileScreening(HubClient hub, NameQuestions questions, HitFile hits, TextWriter errors)
{
    public long Screened { get; private set; }

    /// <summary>Names with at least one hit.</summary>
    public long Found { get; private set; }

    /// <summary>Rows without a name, or with one that the hub does not take.</summary>
    public long Rejected { get; private set; }

    public async Task RunAsync(IEnumerable<NameRow> rows, Action<long> onDone, CancellationToken cancellation)
    {
        var done = 0L;
        foreach (var part in rows.Chunk(NameQuestions.PerRequest))
        {
            await AskAsync([.. part.Where(HasName)], cancellation);
            onDone(done += part.Length);
        }
    }

    private bool HasName(NameRow row)
    {
        if (row.Name.Length == 0)
        {
            Reject(row, "it has no name.");
        }

        return row.Name.Length > 0;
    }

    private async Task AskAsync(IReadOnlyList<NameRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        try
        {
            using var response = await hub.SendAsync(() => questions.Of(rows), cancellation);
            Take(rows, await HubClient.ReadJsonAsync(response, cancellation));
        }
        catch (HubRefusedException refusal) when (refusal.IsProblem && refusal.Status is 400 or 413)
        {
            await AskOneByOneAsync(rows, refusal.Message, cancellation);
        }
    }

    private async Task AskOneByOneAsync(IReadOnlyList<NameRow> rows, string why, CancellationToken cancellation)
    {
        if (rows.Count == 1)
        {
            Reject(rows[0], why);
            return;
        }

        foreach (var row in rows)
        {
            await AskAsync([row], cancellation);
        }
    }

    private void Take(IReadOnlyList<NameRow> rows, JsonElement answer)
    {
        var (results, made) = (answer.GetProperty("results"), answer.GetProperty("algorithm"));
        var algorithm = $"{made.GetProperty("name").GetString()}/{made.GetProperty("version").GetString()}";
        foreach (var row in rows)
        {
            var found = results.GetProperty(row.Number.ToString(CultureInfo.InvariantCulture)).GetProperty("hits");
            Screened++;
            Found += found.GetArrayLength() > 0 ? 1 : 0;
            foreach (var hit in found.EnumerateArray())
            {
                hits.Add(row, hit, algorithm);
            }
        }
    }

    private void Reject(NameRow row, string why)
    {
        Rejected++;
        errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Row {row.Number} is not taken: {why.ReplaceLineEndings(" ")}"));
    }
}
