namespace InfoShare.Sequencing;

/// <summary>Storage calls whose order does not matter, a few at a time; each wave is awaited whole, so that none is left under way.</summary>
internal static class Waves
{
    public static async Task<List<TResult>> RunAsync<T, TResult>(IEnumerable<T> items, int width, Func<T, Task<TResult>> call)
    {
        var results = new List<TResult>();
        foreach (var wave in items.Chunk(width))
        {
            results.AddRange(await Task.WhenAll(wave.Select(call)));
        }

        return results;
    }
}
