using Azure.Core.Pipeline;

namespace InfoShare.Functions.Storage.Azure;

/// <summary>
/// How patient the hub is with a storage account. With the defaults, an account that refuses is told of within two seconds, and one that takes requests and
/// never answers within ten, but for a commit under way: that is given up after its own time and a look at what came of it.
/// </summary>
public sealed record AzureOptions
{
    /// <summary>Attempts after the first, of what may be repeated.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Before the first repetition; doubles, with a little chance in it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a table's rows may be waited for; tried once more after that.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long one attempt may go without an answer. The service itself gives up after 30 s, and may have done the work.</summary>
    public TimeSpan NetworkTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>In place of the network, for tests that count or break calls.</summary>
    public HttpPipelineTransport? Transport { get; init; }
}
