using System.Threading.RateLimiting;
using InfoShare.Agencies;
using Microsoft.Extensions.Options;

namespace InfoShare.Functions.Access;

/// <summary>A token bucket per agency, and per IP address for callers without a valid token.</summary>
public sealed class RateLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _agencies;
    private readonly PartitionedRateLimiter<string> _anonymous;

    public RateLimits(IOptions<AccessOptions> options)
    {
        var rates = options.Value.Rates;
        _agencies = Create(rates.AgencyPerSecond, rates.AgencyBurst);
        _anonymous = Create(rates.AnonymousPerSecond, rates.AnonymousBurst);
    }

    /// <summary>Null: go on; else how long to wait.</summary>
    public TimeSpan? Take(AgencyId agency) => Take(_agencies, agency.ToString());

    /// <inheritdoc cref="Take(AgencyId)"/>
    public TimeSpan? Take(System.Net.IPAddress? address) => Take(_anonymous, address?.ToString() ?? "");

    public void Dispose()
    {
        _agencies.Dispose();
        _anonymous.Dispose();
    }

    private static TimeSpan? Take(PartitionedRateLimiter<string> limiter, string partition)
    {
        using var lease = limiter.AttemptAcquire(partition);
        if (lease.IsAcquired)
        {
            return null;
        }

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) && retryAfter > TimeSpan.Zero ? retryAfter : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> Create(int perSecond, int burst)
    {
        var tokens = Math.Max(1, perSecond / 10);
        return PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetTokenBucketLimiter(name, _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            AutoReplenishment = true,
            QueueLimit = 0,
        }));
    }
}
