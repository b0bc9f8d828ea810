using System.Diagnostics;

namespace InfoShare.Benchmarks.Load;

/// <summary>A load process: keep-alive connections, each sending its next request when the last is answered.</summary>
internal static class LoadRun
{
    public static async Task RunAsync(LoadPlan plan)
    {
        var request = await File.ReadAllBytesAsync(plan.RequestFile);
        var numbers = new LoadNumbers(plan.First, plan.Modulo);
        var connections = new List<LoadConnection>();
        for (var count = 0; count < plan.Connections; count++)
        {
            connections.Add(await LoadConnection.OpenAsync(plan.Port, request, numbers));
        }

        var clock = Stopwatch.StartNew();
        var seconds = TimeSpan.FromSeconds(plan.Seconds);
        await Task.WhenAll(connections.Select(connection => connection.RunAsync(clock, seconds)));
        var took = clock.Elapsed.TotalSeconds;
        connections.ForEach(connection => connection.Dispose());
        var result = new LoadResult(connections.Sum(connection => connection.Requests), connections.Sum(connection => connection.Failures), took);
        await Console.Out.WriteLineAsync(result.ToString());
    }
}
