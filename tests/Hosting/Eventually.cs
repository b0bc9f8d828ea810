namespace InfoShare.Tests.Hosting;

internal static class Eventually
{
    /// <summary>Waits until the condition holds, and fails the test after 20 s.</summary>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    /// <summary>Waits until the condition holds, and fails the test after 20 s.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), $"Not within 20 s: {what}");
            await Task.Delay(5);
        }
    }
}
