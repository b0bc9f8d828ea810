namespace InfoShare.Benchmarks;

/// <summary>Rounds before the measured ones: methods are compiled again in the background, with what their first calls taught.</summary>
internal static class WarmUp
{
    private const int MaxRounds = 12;
    private const double Settled = 0.05;

    /// <summary>Runs rounds until one costs no less than the one before it.</summary>
    /// <param name="cpu">Runs a round; answers its CPU time per request.</param>
    public static async Task RunAsync(string what, Func<Task<double>> cpu)
    {
        var before = await cpu();
        for (var round = 2; round <= MaxRounds; round++)
        {
            var now = await cpu();
            if (now > before * (1 - Settled) && round > 2)
            {
                await Console.Out.WriteLineAsync(Numbers.Text($"warm-up of {what}: {round} rounds, {now:F1} µs of CPU in the last"));
                return;
            }

            before = now;
        }
    }
}
