namespace InfoShare.Tests.Sequencing;

/// <summary>
/// Interleaves asynchronous actors on one thread: each pauses before every storage call, and chance, from a seed, says who goes on.
/// The same seed is the same run.
/// </summary>
internal sealed class SeededScheduler(int seed)
{
    private readonly List<TaskCompletionSource> _paused = [];

    public Random Random { get; } = new(seed);

    /// <summary>Completes when it is this actor's turn; the actor goes on inside the scheduler's own call.</summary>
    public Task PauseAsync()
    {
        var turn = new TaskCompletionSource();
        _paused.Add(turn);
        return turn.Task;
    }

    /// <summary>Gives up to <paramref name="most"/> turns away.</summary>
    public async Task StallAsync(int most)
    {
        for (var turns = Random.Next(most + 1); turns > 0; turns--)
        {
            await PauseAsync();
        }
    }

    /// <summary>Until nobody is paused any more.</summary>
    public void Run()
    {
        while (_paused.Count > 0)
        {
            var index = Random.Next(_paused.Count);
            var turn = _paused[index];
            _paused[index] = _paused[^1];
            _paused.RemoveAt(_paused.Count - 1);
            turn.SetResult();
        }
    }
}
