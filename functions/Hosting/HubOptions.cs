namespace InfoShare.Functions.Hosting;

/// <summary>How this process runs.</summary>
public sealed record HubOptions
{
    /// <summary>Addresses to listen on, separated by semicolons; not used under the Functions host.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:7071";

    /// <summary>Where the embedded store, its blobs and the issuer's key are kept; on a storage account the key alone.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The data are of no use after a clean stop, and are deleted then.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Do not serve: give the store, which was put back to an earlier state, a new epoch, and end.</summary>
    public bool Restored { get; init; }

    /// <summary>Fill the hub with invented agencies and records, and print how to try it.</summary>
    public bool Demo { get; init; }

    /// <summary>The loopback port that the Functions host gave this process; null when it stands alone.</summary>
    public int? CustomHandlerPort { get; init; }

    /// <summary>Configuration on top of files and environment, for tests.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Changes the services before they are built, for tests: ports that count or fail.</summary>
    public Action<IServiceCollection>? Decorate { get; init; }
}
