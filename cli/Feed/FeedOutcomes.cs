using System.Globalization;
using System.Text.Json;
using InfoShare.Cli.Hub;
using InfoShare.Cli.Output;
using InfoShare.Cli.Publishing;

namespace InfoShare.Cli.Feed;

/// <summary>Follows sent messages to their ends: each has an outcome of its own, or that of the time when it was taken before.</summary>
/// <param name="patience">How long nothing may happen before the waiting ends.</param>
public sealed class FeedOutcomes(HubClient hub, TimeSpan patience, TimeProvider time)
{
    /// <summary>Rejected alerts that are shown with what is wrong with them.</summary>
    public const int Shown = 20;

    /// <summary>Messages that are asked for together; those that were sent first are done first.</summary>
    private const int AtOnce = 20;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(300);

    /// <summary>A submission made earlier than this before its message was answered is of an earlier time.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    private readonly List<string> _withRejections = [];

    /// <summary>How many alerts had which result.</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Why messages were refused.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>The first rejected alerts, each as a line for a person.</summary>
    public List<string> Rejections { get; } = [];

    /// <summary>Where to read the outcomes of submissions with rejected alerts that are not shown.</summary>
    public IEnumerable<string> Elsewhere => _withRejections.Select(id => $"/api/v1/submissions/{id}/rejected");

    /// <summary>Messages that the hub had taken before.</summary>
    public int TakenBefore { get; private set; }

    /// <summary>Waits until every message has its outcome, or nothing has happened for long; answers those that have none.</summary>
    public async Task<IReadOnlyList<SentMessage>> WaitAsync(IReadOnlyList<SentMessage> sent, CancellationToken cancellation)
    {
        var waiting = sent.ToList();
        var happened = time.GetTimestamp();
        while (waiting.Count > 0)
        {
            var found = await Task.WhenAll(waiting.Take(AtOnce).Select(message => FindAsync(message, cancellation)));
            foreach (var (message, submission) in found)
            {
                if (IsNews(message, submission))
                {
                    happened = time.GetTimestamp();
                }

                if (submission is { } known && Cells.Of(known, "finishedAt").Length > 0)
                {
                    waiting.Remove(message);
                    await AddAsync(message, known, cancellation);
                }
            }

            if (time.GetElapsedTime(happened) > patience)
            {
                break;
            }

            if (!found.Any(item => !waiting.Contains(item.Message)))
            {
                await Task.Delay(Poll, time, cancellation);
            }
        }

        return waiting;
    }

    private async Task<(SentMessage Message, JsonElement? Submission)> FindAsync(SentMessage message, CancellationToken cancellation)
    {
        var page = await hub.GetJsonAsync($"submissions?message={Uri.EscapeDataString(message.Id)}&messageSha256={message.Sha256}", cancellation);
        return (message, page.GetProperty("items").EnumerateArray().Select(item => (JsonElement?)item).FirstOrDefault());
    }

    private bool IsNews(SentMessage message, JsonElement? submission)
    {
        var text = submission?.GetRawText();
        if (text is null || _seen.GetValueOrDefault(message.Id) == text)
        {
            return false;
        }

        _seen[message.Id] = text;
        return true;
    }

    private async Task AddAsync(SentMessage message, JsonElement submission, CancellationToken cancellation)
    {
        if (submission.GetProperty("status").GetString() != "done")
        {
            Refusals.Add($"{message.Id}: {Cells.Of(submission, "reason")}");
        }

        if (submission.GetProperty("createdAt").GetDateTimeOffset() < message.At - Slack)
        {
            TakenBefore++;
        }

        foreach (var count in submission.GetProperty("counts").EnumerateObject())
        {
            Counts[count.Name] = Counts.GetValueOrDefault(count.Name) + count.Value.GetInt64();
        }

        if (submission.GetProperty("counts").GetProperty("rejected").GetInt64() is > 0 and var rejected)
        {
            await ShowAsync(submission.GetProperty("id").GetString()!, rejected, cancellation);
        }
    }

    private async Task ShowAsync(string id, long rejected, CancellationToken cancellation)
    {
        var take = Math.Min(Shown - Rejections.Count, rejected);
        if (take > 0)
        {
            var page = await hub.GetJsonAsync(string.Create(CultureInfo.InvariantCulture, $"submissions/{id}/outcomes?result=rejected&limit={take}"), cancellation);
            Rejections.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(outcome => new LineOutcome(outcome.GetProperty("line").GetInt64(), outcome))
                .Select(outcome => $"{(outcome.Reference.Length == 0 ? "An alert" : outcome.Reference)}: {string.Join("; ", outcome.Errors.Select(HubProblem.Line))}"));
        }

        if (take < rejected)
        {
            _withRejections.Add(id);
        }
    }
}
