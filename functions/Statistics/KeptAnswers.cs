namespace InfoShare.Functions.Statistics;

/// <summary>
/// Answers that took a walk through a large index, kept for a while and given to who asks for the same again: so many may ask as often as
/// they like. Who asks while one is being worked out waits for that one. Of a small index nothing is kept.
/// </summary>
public sealed class KeptAnswers(TimeProvider time)
{
    /// <summary>Records from which on a walk is worth it.</summary>
    private const int WorthKeeping = 10_000;

    /// <summary>Answers that are kept, a few kilobytes each.</summary>
    private const int Capacity = 256;

    /// <summary>How long at least; and as many times what it took, so that one question takes a twentieth of a processor at the most.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    private const int TimesWhatItTook = 20;

    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <param name="question">Who asks for what: all that the answer depends on but the records.</param>
    /// <param name="records">In the index.</param>
    public Task<byte[]> GetAsync(string question, int records, Func<Task<byte[]>> work)
    {
        if (records < WorthKeeping)
        {
            return work();
        }

        lock (_kept)
        {
            if (_kept.TryGetValue(question, out var known) && known.IsGood(time.GetUtcNow()))
            {
                return known.Answer;
            }

            MakeRoom(question);
            var kept = new Kept();
            _kept.Add(question, kept);
            kept.Answer = RunAsync(kept, work);
            return kept.Answer;
        }
    }

    private async Task<byte[]> RunAsync(Kept kept, Func<Task<byte[]>> work)
    {
        var started = time.GetTimestamp();
        var answer = await work();
        var took = TimesWhatItTook * time.GetElapsedTime(started);
        kept.Until = time.GetUtcNow() + (took > Least ? took : Least);
        return answer;
    }

    private void MakeRoom(string question)
    {
        var now = time.GetUtcNow();
        foreach (var gone in _kept.Where(pair => pair.Key == question || !pair.Value.IsGood(now)).Select(pair => pair.Key).ToList())
        {
            _kept.Remove(gone);
        }

        if (_kept.Count >= Capacity)
        {
            _kept.Remove(_kept.MinBy(pair => pair.Value.Until).Key);
        }
    }

    private sealed class Kept
    {
        public Task<byte[]> Answer { get; set; } = null!;

        /// <summary>While it is worked out: for ever.</summary>
        public DateTimeOffset Until { get; set; } = DateTimeOffset.MaxValue;

        public bool IsGood(DateTimeOffset now) => now < Until && !Answer.IsFaulted && !Answer.IsCanceled;
    }
}
