namespace InfoShare.Functions.Access;

/// <summary>Token buckets: how many requests may come at once, and how many per second for ever.</summary>
public sealed class RateOptions
{
    public int AgencyPerSecond { get; set; } = 5000;

    public int AgencyBurst { get; set; } = 10_000;

    /// <summary>Per IP address, of callers without a valid token.</summary>
    public int AnonymousPerSecond { get; set; } = 50;

    /// <summary>
    /// Under the Functions host, the header that tells the address of a caller. In the host's own there is the platform's; a gateway in front
    /// of it can name the caller in one that callers cannot set themselves.
    /// </summary>
    public string AddressHeader { get; set; } = "X-Forwarded-For";

    public int AnonymousBurst { get; set; } = 200;
}
