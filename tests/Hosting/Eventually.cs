namespace InfoShare.Tests.Hosting;

internal static class Eventually
{
    /// <summary>Waits until the condition holds, and fails the test after 20 s.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    /// <summary>Waits until the condition holds, and fails the test after 20 s.</summary>
    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, what, TimeSpan.FromSeconds(20), TimeSpan.FromMilliseconds(5));

    /// <summary>Waits until the condition holds, looking now and then, and fails the test after <paramref name="within"/>.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan within, TimeSpan between)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < within, $"Not within {within}: {what}");
            await Task.Delay(between);
        }
    }
}
