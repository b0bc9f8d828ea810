using System.Text.Json.Nodes;

namespace InfoShare.Benchmarks.Hub;

/// <summary>A submission under way.</summary>
/// <param name="Started">Timestamp of the upload's beginning.</param>
internal sealed record Submitted(HttpClient Client, string Id, long Started)
{
    /// <summary>Waits for its end; answers the seconds from the upload's beginning.</summary>
    public async Task<double> DoneAsync(long lines, Action? poll = null)
    {
        while (true)
        {
            var state = JsonNode.Parse(await Client.GetStringAsync($"submissions/{Id}"))!;
            if (state["finishedAt"] is not null)
            {
                var seconds = TimeProvider.System.GetElapsedTime(Started).TotalSeconds;
                var created = state["counts"]!["created"]!.GetValue<long>();
                Client.Dispose();
                return created == lines ? seconds : throw new InvalidOperationException(state.ToJsonString());
            }

            poll?.Invoke();
            await Task.Delay(50);
        }
    }
}
